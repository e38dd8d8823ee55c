package io.holdfast.jta;

import io.holdfast.spi.IntentScopes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Writes down each scope. */
@ApplicationScoped
class RecordingIntentScopes implements IntentScopes {
    @Inject
    RecordingLog log;

    @Override
    public Scope openRead(String place) {
        throw new AssertionError("Not the business of this module");
    }

    @Override
    public Scope openTransactional(String place, boolean newTransaction) {
        String method = place.substring(place.lastIndexOf('.') + 1);
        log.record("open " + method + (newTransaction ? " new" : ""));
        return () -> log.record("close " + method);
    }
}
