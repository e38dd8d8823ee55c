package io.holdfast.tck.liberty;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Runs tasks on an executor of the application, which names the context type of Holdfast. */
// tag::example[]
@ContextServiceDefinition(
        name = "java:app/concurrent/WithTenant",
        propagated = {"Holdfast", ContextServiceDefinition.APPLICATION})
@ManagedExecutorDefinition(name = "java:app/concurrent/Tasks", context = "java:app/concurrent/WithTenant")
// end::example[]
@ApplicationScoped
public class DefinedTasks {

    private static final long PATIENCE_SECONDS = 30;

    @Resource(lookup = "java:app/concurrent/Tasks")
    private ManagedExecutorService executor;

    /** Submits a task as it is and returns its result. */
    public <T> T call(Callable<T> task) throws Exception {
        return executor.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
