package io.holdfast.internal.tenancy;

import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
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

    private CapturedWork(CurrentWork current, Runnable beforeRun, @Nullable WorkFrame frame) {
        this.current = current;
        this.beforeRun = beforeRun;
        this.frame = frame;
    }

    /**
     * Captures what is in force on the calling thread.
     *
     * @param current the access to it
     * @param beforeRun called on the thread of a task before the captured work is put on it
     * @return what was captured
     */
    public static CapturedWork of(CurrentWork current, Runnable beforeRun) {
        WorkFrame frame = current.frame();
        if (frame != null) {
            // Resolved here: the request may be over, or not visible, where the task runs.
            frame.tenant();
        }
        return new CapturedWork(current, beforeRun, frame);
    }

    /**
     * Captures nothing.
     *
     * @param current the access to what is in force
     * @param beforeRun called on the thread of a task before anything is put on it
     * @return a context without tenant, with a new unit of work for each run
     */
    public static CapturedWork nothing(CurrentWork current, Runnable beforeRun) {
        return new CapturedWork(current, beforeRun, null);
    }

    @Override
    public void run(Runnable task) {
        WorkScope scope = open();
        try {
            task.run();
        } finally {
            scope.close();
        }
    }

    @Override
    public <T> T call(Callable<T> task) throws Exception {
        WorkScope scope = open();
        try {
            return task.call();
        } finally {
            scope.close();
        }
    }

    @Override
    public WorkScope open() {
        beforeRun.run();
        return current.adopt(frame);
    }
}
