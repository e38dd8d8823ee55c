package io.holdfast.tck.server;

import io.holdfast.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the events of {@link WorkingServlet}, on threads of the relay. */
@ApplicationScoped
public class WorkHandler {

    private final AtomicInteger taken = new AtomicInteger();

    @OutboxHandler("redeploy.*")
    void take(String payload) {
        taken.incrementAndGet();
    }
}
