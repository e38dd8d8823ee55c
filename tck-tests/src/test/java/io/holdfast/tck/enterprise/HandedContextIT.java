package io.holdfast.tck.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.WorkScope;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.tenancy.FakeHeader;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that have the context of whoever submitted them, although nobody captured it. Of which executor, the server knows. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
public abstract class HandedContextIT {

    @Inject
    protected DataSource dataSource;

    @Inject
    protected FakeHeader header;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    Holdfast holdfast;

    @Inject
    ReadAfterWritePin pin;

    /** Runs a task on an executor that hands over the context. */
    protected abstract <T> T call(Callable<T> task) throws Exception;

    private Place insert(String name) throws SQLException {
        return Place.ofInsert(dataSource, name);
    }

    private String owner() throws SQLException {
        return Entries.owner(dataSource);
    }

    @Test
    @Requirement(
            id = "SERVER-CONTEXT",
            promise = "The server hands tenant, unit and pin to a task by our ThreadContextProvider")
    void serverHandsTheContextOver() throws Exception {
        header.set("globex");
        String name = Entries.newName();

        assertThat(call(() -> Place.of(reads))).matches(Place::isReplica, "replica before a write");
        assertThat(call(this::owner)).isEqualTo("globex");
        assertThat(call(() -> insert(name))).matches(Place::isWritingPrimary, "primary");

        assertThat(Trio.here().stored("globex", name)).isOne();
        assertThat(pin.isPinned("orders")).isTrue();
        try (WorkScope acme = holdfast.begin("acme")) {
            assertThat(acme.tenant()).isPresent();
            assertThat(call(this::owner)).as("the innermost scope").isEqualTo("acme");
        }
    }
}
