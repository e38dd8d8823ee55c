package io.holdfast.jta;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.SystemException;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happened, with the state of the transaction at that moment. */
@ApplicationScoped
class RecordingLog {
    private final List<String> calls = new ArrayList<>();

    List<String> calls() {
        return calls;
    }

    void record(String what) {
        calls.add(what + (hasTransaction() ? " in tx" : ""));
    }

    private static boolean hasTransaction() {
        try {
            return NarayanaExtension.TM.getTransaction() != null;
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }
}
