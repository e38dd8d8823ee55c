package io.holdfast.tck.enterprise;

import io.holdfast.tck.Work.Body;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs what tests hand over on the threads of the server's timers. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class TimerWork {

    private static final long PATIENCE_SECONDS = 30;

    @EJB
    private PlainTimerWork plain;

    private final Queue<FutureTask<?>> inTransaction = new ConcurrentLinkedQueue<>();

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public <T> T inTransaction(Body<T> body) throws Exception {
        return await(enqueue(inTransaction, body));
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public <T> T withoutTransaction(Body<T> body) throws Exception {
        return plain.run(body);
    }

    static <T> FutureTask<T> enqueue(Queue<FutureTask<?>> queue, Body<T> body) {
        FutureTask<T> task = new FutureTask<>(body::run);
        queue.add(task);
        return task;
    }

    static <T> T await(FutureTask<T> task) throws Exception {
        return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        runNext(inTransaction);
    }

    // One each time: the next one must not find what this one has left on the thread.
    static void runNext(Queue<FutureTask<?>> queue) {
        FutureTask<?> next = queue.poll();
        if (next != null) {
            next.run();
        }
    }
}
