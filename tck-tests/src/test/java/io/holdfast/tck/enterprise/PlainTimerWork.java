package io.holdfast.tck.enterprise;

import io.holdfast.tck.Work.Body;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

/**
 * Runs what tests hand over on a timer without a transaction.
 *
 * <p>By transactions that the bean manages: Payara begins one for a timer whose method is declared {@code NOT_SUPPORTED} too.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PlainTimerWork {

    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();

    public <T> T run(Body<T> body) throws Exception {
        return TimerWork.await(tasks, body);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        TimerWork.runNext(tasks);
    }
}
