package io.holdfast.tck.enterprise;

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

/** Transactions that no annotation of ours or of Jakarta Transactions declares: those of EJBs. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
@RequiresReplica
class TransactionOwnersIT {

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
    BeanManagedWork beanManaged;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants().shared("enterprise", "tenancy");
    }

    /** Stores a row; returns where. */
    private Place insert(String name) throws SQLException {
        return Place.ofInsert(dataSource, name);
    }

    private String owner() throws SQLException {
        return Entries.owner(dataSource);
    }

    private static int stored(String tenant, String name) {
        return Trio.here().stored(tenant, name);
    }

    @Test
    @Requirement(
            id = "SERVER-CMT",
            promise = "A stateless bean's transaction is the request's tenant's, on the primary")
    @Requirement(
            id = "DESIGN-3-ROW-3",
            promise = "CMT: one physical connection of the primary, its reads too, and it pins")
    void containerManagedTransactionWritesForTheTenantOfTheRequest() throws Exception {
        header.set("acme");
        String name = Entries.newName();

        stateless.required(() -> {
            Place write = insert(name);
            assertThat(write).matches(Place::isWritingPrimary, "primary");
            assertThat(Place.of(reads)).as("a read inside it").isEqualTo(write);
            assertThat(stored("acme", name))
                    .as("seen by others before the commit")
                    .isZero();
            return null;
        });

        assertThat(stored("acme", name)).isOne();
        assertThat(pin.isPinned("orders")).isTrue();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned after it");
    }

    @Test
    @Requirement(id = "SERVER-CMT", promise = "A failure in a stateless bean rolls back, and the pin stays")
    void failureInAContainerManagedTransactionRollsBack() throws Exception {
        header.set("globex");
        String name = Entries.newName();

        Problem.in(() -> stateless.required(() -> {
                    insert(name);
                    throw new IllegalStateException("on purpose");
                }))
                .mentions("on purpose");

        assertThat(stored("globex", name)).isZero();
        assertThat(pin.isPinned("orders")).isTrue();
    }

    @Test
    @Requirement(
            id = "SERVER-CMT",
            promise = "Without a transaction a stateless bean reads from a replica until it writes")
    void statelessBeanWithoutTransactionFollowsThePin() throws Exception {
        header.set("acme");

        assertThat(stateless.<Place>notSupported(() -> Place.of(reads))).matches(Place::isReplica, "replica");
        assertThat(stateless.<Place>reading(() -> Place.of(dataSource))).matches(Place::isReplica, "replica");
        assertThat(pin.isPinned()).isFalse();
        stateless.required(() -> insert(Entries.newName()));
        assertThat(stateless.<Place>notSupported(() -> Place.of(reads))).matches(Place::isReadingPrimary, "pinned");
        assertThat(stateless.<Place>reading(() -> Place.of(dataSource))).matches(Place::isReadingPrimary, "pinned");
    }

    @Test
    @Requirement(id = "SERVER-CMT", promise = "@ReadOnly on a container-managed transaction joins it: primary, writing")
    @Requirement(id = "DESIGN-3-ROW-6", promise = "A read scope inside CMT has the transaction's own connection")
    void readScopeJoinsTheContainersTransaction() throws Exception {
        header.set("acme");
        String name = Entries.newName();

        stateless.required(() -> {
            Place outer = insert(name);
            Place inner = stateless.readingRequired(() -> Place.of(dataSource));
            assertThat(inner.pid()).isEqualTo(outer.pid());
            return null;
        });

        assertThat(stored("acme", name)).isOne();
    }

    @Test
    @Requirement(
            id = "SERVER-CMT",
            promise = "REQUIRES_NEW of a stateless bean is the way to a second tenant; REQUIRED is not")
    @Requirement(
            id = "DESIGN-3-TWO-TENANTS",
            promise = "CMT: a second tenant in the container's transaction is refused")
    void secondTenantNeedsATransactionOfItsOwn() throws Exception {
        header.set("acme");
        String name = Entries.newName();
        String refused = Entries.newName();

        stateless.required(() -> {
            insert(name);
            try (WorkScope globex = holdfast.begin("globex")) {
                assertThat(globex.tenant()).isPresent();
                return stateless.requiresNew(() -> insert(name));
            }
        });
        Problem.in(() -> stateless.required(() -> {
                    insert(refused);
                    try (WorkScope globex = holdfast.begin("globex")) {
                        assertThat(globex.tenant()).isPresent();
                        return stateless.required(() -> insert(refused));
                    }
                }))
                .mentions("HOLDF00501");

        assertThat(stored("acme", name) + stored("globex", name)).isEqualTo(2);
        assertThat(stored("acme", refused) + stored("globex", refused)).isZero();
    }

    @Test
    @Requirement(
            id = "SERVER-CMT",
            promise = "Without a tenant a stateless bean gets a typed failure and stores nothing")
    void statelessBeanWithoutTenantIsRefused() {
        String name = Entries.newName();

        Problem.in(() -> stateless.required(() -> insert(name))).is(DataErrorKind.TENANT);

        assertThat(stored("acme", name) + stored("globex", name)).isZero();
    }

    @Test
    @Requirement(
            id = "SERVER-USER-TRANSACTION",
            promise = "A bean's UserTransaction is the scope's tenant's, on the primary")
    void userTransactionOfABeanWritesForTheTenantOfTheScope() throws Exception {
        header.set("acme");
        String name = Entries.newName();

        try (WorkScope globex = holdfast.begin("globex")) {
            Place write = beanManaged.committed(() -> {
                Place first = insert(name);
                assertThat(Place.of(reads)).as("a read inside it").isEqualTo(first);
                assertThat(owner()).isEqualTo("globex");
                return first;
            });
            assertThat(write).matches(Place::isWritingPrimary, "primary");
            assertThat(globex.pin().isPinned("orders")).isTrue();
        }

        assertThat(stored("globex", name)).isOne();
        assertThat(stored("acme", name)).isZero();
        assertThat(owner()).isEqualTo("acme");
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned after it");
    }

    @Test
    @Requirement(id = "SERVER-USER-TRANSACTION", promise = "A bean's rollback takes the write back, and the pin stays")
    void userTransactionOfABeanRollsBack() throws Exception {
        header.set("acme");
        String name = Entries.newName();

        beanManaged.rolledBack(() -> insert(name));

        assertThat(stored("acme", name)).isZero();
        assertThat(pin.isPinned("orders")).isTrue();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned");
    }
}
