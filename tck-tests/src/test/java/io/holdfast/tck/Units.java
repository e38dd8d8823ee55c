package io.holdfast.tck;

import io.holdfast.Holdfast;
import io.holdfast.WorkScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Units of work of their own: on a thread that has no request, since inside one every scope shares the request's unit. */
@ApplicationScoped
public class Units {

    @Inject
    Holdfast holdfast;

    /** Runs a task in a new unit of work and returns its result. */
    public <T> T inNewUnit(Callable<T> task) throws Exception {
        return onPlainThread(() -> {
            try (WorkScope scope = holdfast.begin()) {
                if (scope.pin().isPinned()) {
                    throw new IllegalStateException("A new unit of work is pinned");
                }
                return task.call();
            }
        });
    }

    /** Runs a task on a thread without request and scope. */
    public <T> T onPlainThread(Callable<T> task) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(task).get();
        } finally {
            thread.shutdown();
        }
    }
}
