package io.holdfast.tck.liberty;

import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.enterprise.HandedContextIT;
import io.holdfast.tck.enterprise.ManagedTasks;
import io.holdfast.tck.tenancy.FakeHeader;
import io.holdfast.tck.tenancy.HeaderTenantResolver;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The default executor of Open Liberty clears the context of third parties; one that names ours hands it over. */
class LibertyContextIT extends HandedContextIT {

    @Inject
    DefinedTasks tasks;

    @Inject
    ManagedTasks byDefault;

    @Deployment
    static WebArchive deployment() {
        return Deployments.tenants()
                .of(LibertyContextIT.class, HandedContextIT.class, DefinedTasks.class, ManagedTasks.class)
                .addClasses(FakeHeader.class, HeaderTenantResolver.class);
    }

    @Override
    protected <T> T call(Callable<T> task) throws Exception {
        return tasks.call(task);
    }

    @Test
    @Requirement(id = "FC-47", promise = "The default executor gives a task no tenant, and it is refused one")
    void defaultExecutorClearsTheContext() throws Exception {
        header.set("globex");

        Problem problem = byDefault.call(() -> Problem.in(dataSource::getConnection));

        problem.is(DataErrorKind.TENANT);
    }
}
