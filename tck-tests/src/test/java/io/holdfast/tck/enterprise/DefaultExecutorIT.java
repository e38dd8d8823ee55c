package io.holdfast.tck.enterprise;

import io.holdfast.tck.Deployments;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The {@code ManagedExecutorService} that every server has. */
class DefaultExecutorIT extends HandedContextIT {

    @Inject
    ManagedTasks tasks;

    @Deployment
    static WebArchive deployment() {
        return Deployments.tenants().shared("enterprise", "tenancy");
    }

    @Override
    protected <T> T call(Callable<T> task) throws Exception {
        return tasks.call(task);
    }
}
