package io.holdfast.tck.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.tenancy.FakeHeader;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks of a {@code ManagedExecutorService}. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
@RequiresReplica
class ManagedTasksIT {

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
    StatelessWork stateless;

    @Inject
    ManagedTasks tasks;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants().shared("enterprise", "tenancy");
    }

    private Place insert(String name) throws SQLException {
        return Place.ofInsert(dataSource, name);
    }

    private String owner() throws SQLException {
        return Entries.owner(dataSource);
    }

    private WorkContext captured(String tenant) {
        try (WorkScope scope = holdfast.begin(tenant)) {
            assertThat(scope.tenant()).isPresent();
            return holdfast.capture();
        }
    }

    @Test
    @Requirement(
            id = "SERVER-TASK",
            promise = "A task without context gets a typed failure, never the previous task's tenant")
    @Requirement(id = "FC-47", promise = "A managed task that nobody gave a tenant fails typed")
    void taskWithoutContextNeverHasThePreviousTenant() throws Exception {
        WorkContext acme = captured("acme");
        WorkContext globex = captured("globex");

        for (int i = 0; i < 8; i++) {
            assertThat(tasks.call(acme.wrap(this::owner))).isEqualTo("acme");
            tasks.call(() -> Problem.in(dataSource::getConnection)).is(DataErrorKind.TENANT);
            assertThat(tasks.call(globex.wrap(this::owner))).isEqualTo("globex");
            assertThat(tasks.call(holdfast::currentTenant)).isEmpty();
        }
    }

    @Test
    @Requirement(
            id = "SERVER-TASK",
            promise = "capture()/call carries tenant, unit and pin to a managed thread and back")
    void capturedTaskSharesTenantAndPin() throws Exception {
        header.set("acme");
        WorkContext here = holdfast.capture();
        String name = Entries.newName();

        assertThat(tasks.call(here.wrap(() -> Place.of(reads)))).matches(Place::isReplica, "replica before a write");
        assertThat(tasks.call(here.wrap(() -> insert(name)))).matches(Place::isWritingPrimary, "primary");

        assertThat(Trio.here().stored("acme", name)).isOne();
        assertThat(pin.isPinned("orders")).isTrue();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned by the task");
    }

    @Test
    @Requirement(id = "SERVER-TASK", promise = "A captured task opens a transaction of its own, not the caller's")
    void capturedTaskHasATransactionOfItsOwn() throws Exception {
        header.set("globex");
        WorkContext here = holdfast.capture();
        String name = Entries.newName();
        String undone = Entries.newName();

        Problem.in(() -> stateless.required(() -> {
                    insert(undone);
                    tasks.call(here.wrap(() -> stateless.required(() -> insert(name))));
                    throw new IllegalStateException("on purpose");
                }))
                .mentions("on purpose");

        assertThat(Trio.here().stored("globex", name)).isOne();
        assertThat(Trio.here().stored("globex", undone)).isZero();
    }
}
