package io.holdfast;

import java.util.concurrent.Callable;

/**
 * Tenant and unit of work of a thread, as a value. Made by {@link Holdfast#capture()}.
 *
 * <p>A write in a task that runs with it pins the reads of its origin, and the other way round. A transaction is not carried
 * over: it belongs to its thread.
 *
 * <p><strong>Threading:</strong> immutable; may be run on any thread, many times, at once. The thread's own scope is restored
 * afterwards.
 *
 * @since 0.1
 */
public interface WorkContext {

    /**
     * Runs a task with the captured tenant and unit of work.
     *
     * @param task what to run
     */
    void run(Runnable task);

    /**
     * Calls a task with the captured tenant and unit of work.
     *
     * @param task what to call
     * @param <T> type of its result
     * @return its result
     * @throws Exception whatever the task throws
     */
    <T> T call(Callable<T> task) throws Exception;

    /**
     * Puts the captured tenant and unit of work on the calling thread, for code that cannot pass a task: a server that hands
     * context from thread to thread calls twice, before and after.
     *
     * @return the scope; close it on the same thread, innermost first
     */
    WorkScope open();

    /**
     * Binds a task to this context, for an executor.
     *
     * @param task what to run
     * @return a task that runs with the captured tenant and unit of work
     */
    default Runnable wrap(Runnable task) {
        return () -> run(task);
    }

    /**
     * Binds a task to this context, for an executor.
     *
     * @param task what to call
     * @param <T> type of its result
     * @return a task that runs with the captured tenant and unit of work
     */
    default <T> Callable<T> wrap(Callable<T> task) {
        return () -> call(task);
    }
}
