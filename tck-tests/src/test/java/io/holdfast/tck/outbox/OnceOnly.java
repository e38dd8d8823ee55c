package io.holdfast.tck.outbox;

import io.holdfast.outbox.Idempotent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicInteger;

/** A consumer of messages that may be repeated. */
@ApplicationScoped
public class OnceOnly {

    private final AtomicInteger calls = new AtomicInteger();

    /** Counts, and fails if it was asked to: then the message was not processed. */
    @Transactional
    @Idempotent(consumer = "once-only")
    public boolean consume(@Idempotent.MessageId String id, boolean fail) {
        calls.incrementAndGet();
        if (fail) {
            throw new IllegalStateException("as asked for");
        }
        return true;
    }

    /** No parameter tells the message. */
    @Transactional
    @Idempotent
    public void forgetful(String text) {
        calls.incrementAndGet();
    }

    /** How often a method ran. */
    public int calls() {
        return calls.get();
    }
}
