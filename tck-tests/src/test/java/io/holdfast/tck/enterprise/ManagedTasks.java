package io.holdfast.tck.enterprise;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs tasks on the server's threads. */
@ApplicationScoped
public class ManagedTasks {

    private static final long PATIENCE_SECONDS = 30;

    @Resource
    private ManagedExecutorService executor;

    /** Submits a task as it is and returns its result. */
    public <T> T call(Callable<T> task) throws Exception {
        Future<T> result = executor.submit(task);
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
