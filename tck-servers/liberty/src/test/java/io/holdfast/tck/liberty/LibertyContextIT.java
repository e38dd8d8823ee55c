package io.holdfast.tck.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import io.holdfast.tck.enterprise.ManagedTasks;
import io.holdfast.tck.tenancy.FakeHeader;
import io.holdfast.tck.tenancy.HeaderTenantResolver;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The default executor of Open Liberty clears the context of third parties; one that names ours hands it over. */
@ExtendWith(ArquillianExtension.class)
class LibertyContextIT {

    @Inject
    DataSource dataSource;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    Holdfast holdfast;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    FakeHeader header;

    @Inject
    DefinedTasks tasks;

    @Inject
    ManagedTasks byDefault;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants()
                .of(FakeHeader.class, HeaderTenantResolver.class, DefinedTasks.class, ManagedTasks.class);
    }

    private Place insert(String name) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Entries.insert(connection, name);
            return Place.of(connection);
        }
    }

    private String owner() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Entries.owner(connection);
        }
    }

    @Test
    @Requirement(
            id = "SERVER-CONTEXT",
            promise = "The server hands tenant, unit and pin to a task by our ThreadContextProvider")
    void serverHandsTheContextOver() throws Exception {
        header.set("globex");
        String name = Entries.newName();

        assertThat(tasks.call(() -> Place.of(reads))).matches(Place::isReplica, "replica before a write");
        assertThat(tasks.call(this::owner)).isEqualTo("globex");
        assertThat(tasks.call(() -> insert(name))).matches(Place::isWritingPrimary, "primary");

        assertThat(Trio.here().stored("globex", name)).isOne();
        assertThat(pin.isPinned("orders")).isTrue();
        try (WorkScope acme = holdfast.begin("acme")) {
            assertThat(acme.tenant()).isPresent();
            assertThat(tasks.call(this::owner)).as("the innermost scope").isEqualTo("acme");
        }
    }

    @Test
    @Requirement(id = "FC-47", promise = "The default executor gives a task no tenant, and it is refused one")
    void defaultExecutorClearsTheContext() throws Exception {
        header.set("globex");

        Problem problem = byDefault.call(() -> Problem.in(dataSource::getConnection));

        problem.is(DataErrorKind.TENANT);
    }
}
