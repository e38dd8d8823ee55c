package io.holdfast.concurrency;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows whether there is an application that can be asked for its beans.
 *
 * <p>Open Liberty starts CDI on threads of a managed executor, and asks for a context before each of those tasks: who looked for
 * a bean then would wait for the start that waits for him.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> one per application, made by CDI.
 */
public class RunningApplications implements Extension {

    // Static, since the server makes the provider and CDI makes this: they meet nowhere else. It is of one application
    // where the JAR is in it.
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private static final int LAST = Integer.MAX_VALUE;

    private boolean counted;

    static boolean any() {
        return RUNNING.get() > 0;
    }

    // Behind the observers that throw because they find the application wanting.
    void begin(@Observes @Priority(LAST) AfterDeploymentValidation event) {
        counted = true;
        RUNNING.incrementAndGet();
    }

    void end(@Observes BeforeShutdown event) {
        if (counted) {
            counted = false;
            RUNNING.decrementAndGet();
        }
    }
}
