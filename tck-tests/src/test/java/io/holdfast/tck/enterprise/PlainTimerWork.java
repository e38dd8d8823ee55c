package io.holdfast.tck.enterprise;

import io.holdfast.tck.Work.Body;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

/**
 * Runs what tests hand over on a timer without a transaction, one timer each.
 *
 * <p>By transactions that the bean manages: Payara begins one for a timer whose method is declared {@code NOT_SUPPORTED} too.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PlainTimerWork {

    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();

    @Resource
    private TimerService timers;

    public <T> T run(Body<T> body) throws Exception {
        FutureTask<T> task = TimerWork.enqueue(tasks, body);
        timers.createSingleActionTimer(0, new TimerConfig(null, false));
        return TimerWork.await(task);
    }

    @Timeout
    void expire() {
        TimerWork.runNext(tasks);
    }
}
