package io.holdfast.internal.tenancy;

import io.holdfast.WorkContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tenant and unit of work of one thread, for another one.
 *
 * <p><strong>Threading:</strong> immutable; runs on any thread.
 */
public final class CapturedWork implements WorkContext {

    private final CurrentWork current;
    private final Runnable beforeRun;
    private final @Nullable WorkFrame frame;

    /**
     * Captures what is in force on the calling thread.
     *
     * @param current the access to it
     * @param beforeRun called on the thread of a task before the captured work is put on it
     */
    public CapturedWork(CurrentWork current, Runnable beforeRun) {
        this.current = current;
        this.beforeRun = beforeRun;
        this.frame = current.frame();
        if (frame != null) {
            // Resolved here: the request may be over, or not visible, where the task runs.
            frame.tenant();
        }
    }

    @Override
    public void run(Runnable task) {
        beforeRun.run();
        OpenScope scope = current.adopt(frame);
        try {
            task.run();
        } finally {
            scope.close();
        }
    }

    @Override
    public <T> T call(Callable<T> task) throws Exception {
        beforeRun.run();
        OpenScope scope = current.adopt(frame);
        try {
            return task.call();
        } finally {
            scope.close();
        }
    }
}
