package io.holdfast.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of the route table with a transaction. The node is what the connection itself tells. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
@RequiresReplica
class TransactionRoutesIT {

    @Inject
    DataSource dataSource;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    DataSourceRegistry registry;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    UserTransaction userTransaction;

    @Inject
    Work work;

    @Inject
    ReadingClass reading;

    @Inject
    WritingClass writing;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().shared("reads", "routing");
    }

    private Place insert(String name) throws SQLException {
        return Place.ofInsert(dataSource, name);
    }

    private int count(String name) throws SQLException {
        try (Connection connection = reads.getConnection()) {
            return Entries.count(connection, name);
        }
    }

    private static int stored(String name) {
        return Trio.here().stored("public", name);
    }

    private void assertOneWritingConnection() {
        assertThat(pin.isPinned("default")).as("pinned before the first use").isFalse();
        Place first = Place.of(dataSource);
        assertThat(first).matches(Place::isWritingPrimary, "primary, writable");
        assertThat(Place.of(dataSource)).as("a second connection").isEqualTo(first);
        assertThat(Place.of(reads)).as("a read inside").isEqualTo(first);
        assertThat(pin.isPinned("default")).as("pinned").isTrue();
    }

    private void assertLaterReadsArePinned() {
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "primary, read-only");
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-3",
            promise = "REQUIRED works on one enlisted connection to the primary, reads included, and pins")
    @Requirement(id = "FC-7", promise = "@Transactional without a read hint is on the primary from its first statement")
    void requiredUsesOneConnectionToThePrimary() throws Exception {
        work.required(() -> {
            assertOneWritingConnection();
            return null;
        });

        assertLaterReadsArePinned();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-3",
            promise = "REQUIRES_NEW works on one enlisted connection to the primary, reads included, and pins")
    void requiresNewUsesOneConnectionToThePrimary() throws Exception {
        work.requiresNew(() -> {
            assertOneWritingConnection();
            return null;
        });

        assertLaterReadsArePinned();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-3",
            promise = "MANDATORY works on the connection of the transaction it is called in, and pins")
    void mandatoryUsesTheConnectionOfItsTransaction() throws Exception {
        userTransaction.begin();
        try {
            Place inside = work.mandatory(() -> {
                assertOneWritingConnection();
                return Place.of(dataSource);
            });
            assertThat(Place.of(dataSource)).isEqualTo(inside);
        } finally {
            userTransaction.rollback();
        }

        assertLaterReadsArePinned();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-3",
            promise = "UserTransaction works on one enlisted connection to the primary, reads included, and pins")
    void userTransactionUsesOneConnectionToThePrimary() throws Exception {
        userTransaction.begin();
        try {
            assertOneWritingConnection();
        } finally {
            userTransaction.commit();
        }

        assertLaterReadsArePinned();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-3",
            promise = "The connection is enlisted: it stores at commit only and forgets at rollback")
    void storesAtCommitOnly() throws Exception {
        String kept = Entries.newName();
        String dropped = Entries.newName();

        userTransaction.begin();
        insert(dropped);
        userTransaction.rollback();
        userTransaction.begin();
        insert(kept);
        assertThat(count(kept)).as("seen inside").isOne();
        assertThat(stored(kept)).as("stored before the commit").isZero();
        userTransaction.commit();

        assertThat(stored(kept)).isOne();
        assertThat(stored(dropped)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-4",
            promise = "SUPPORTS and NEVER without a transaction are as if they were not there")
    void supportsAndNeverOutsideATransactionChangeNothing() throws Exception {
        assertThat(work.supports(() -> Place.of(reads))).matches(Place::isReplica, "a read on a replica");
        assertThat(work.never(() -> Place.of(reads))).matches(Place::isReplica, "a read on a replica");
        assertThat(work.reading(() -> work.supports(() -> Place.of(dataSource))))
                .matches(Place::isReplica, "the read scope around it holds");
        assertThat(pin.isPinned()).isFalse();

        assertThat(work.supports(() -> Place.of(dataSource))).matches(Place::isWritingPrimary, "default intent");
        assertThat(pin.isPinned("default")).isTrue();
        assertThat(work.never(() -> Place.of(reads))).matches(Place::isReadingPrimary, "pinned");
    }

    @Test
    @Requirement(id = "DESIGN-3-ROW-4", promise = "SUPPORTS inside a transaction works on that one's connection")
    void supportsInsideATransactionUsesItsConnection() throws Exception {
        work.required(() -> {
            Place outer = Place.of(dataSource);
            assertThat(work.supports(() -> Place.of(dataSource))).isEqualTo(outer);
            return null;
        });
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-4",
            promise = "NOT_SUPPORTED inside a transaction has no transaction: its write survives the outer rollback")
    void notSupportedLeavesTheTransaction() throws Exception {
        String outside = Entries.newName();

        userTransaction.begin();
        Place outer = Place.of(dataSource);
        Place inner = work.notSupported(() -> insert(outside));
        assertThat(Place.of(dataSource)).as("the suspended transaction goes on").isEqualTo(outer);
        userTransaction.rollback();

        assertThat(inner).matches(Place::isWritingPrimary, "primary, writable");
        assertThat(inner.pid()).isNotEqualTo(outer.pid());
        assertThat(stored(outside)).isOne();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-5",
            promise = "@ReadOnly with @Transactional reads from one replica, held until the end, and pins nothing")
    @Requirement(id = "FC-3", promise = "A declared read reaches a replica under JTA with nobody calling setReadOnly")
    void readTransactionHoldsOneReplica() throws Exception {
        work.readTransaction(() -> {
            Place first = Place.of(dataSource);
            assertThat(first).matches(Place::isReplica, "a replica");
            assertThat(Place.of(dataSource)).as("the same physical connection").isEqualTo(first);
            assertThat(Place.of(reads)).as("by qualifier").isEqualTo(first);
            return null;
        });

        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(id = "DESIGN-3-ROW-5", promise = "A WRITE acquisition in a read transaction is refused before any SQL")
    @Requirement(id = "FC-6", promise = "A write in a read scope is refused by intent where the API says WRITE")
    void readTransactionRefusesAWriteAcquisition() throws Exception {
        Problem problem = work.readTransaction(() -> Problem.in(() -> registry.acquire(AccessIntent.WRITE)));

        problem.is(DataErrorKind.READ_ONLY).says("readTransaction", "REQUIRES_NEW");
        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-6",
            promise = "An inner @ReadOnly in a write transaction joins it, on its connection")
    @Requirement(id = "FC-9", promise = "Inside a write transaction nothing reads from a replica")
    void readScopeInsideAWriteTransactionJoins() throws Exception {
        String name = Entries.newName();
        work.required(() -> {
            Place outer = insert(name);
            assertThat(work.reading(() -> Place.of(dataSource))).isEqualTo(outer);
            assertThat(work.readTransaction(() -> Place.of(dataSource))).isEqualTo(outer);
            assertThat(work.reading(() -> count(name)))
                    .as("sees what is not committed")
                    .isOne();
            return null;
        });
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-6",
            promise = "Joined before the transaction was used, an inner @ReadOnly still is on the primary")
    void readScopeAsTheFirstUseOfAWriteTransactionJoins() throws Exception {
        userTransaction.begin();
        try {
            Place inner = work.reading(() -> Place.of(dataSource));
            assertThat(inner).matches(Place::isWritingPrimary, "primary, enlisted");
            assertThat(Place.of(dataSource)).isEqualTo(inner);
        } finally {
            userTransaction.rollback();
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-7",
            promise =
                    "An inner @ReadOnly REQUIRES_NEW in a write transaction reads on the primary, outside of it, read-only")
    @Requirement(id = "FC-14", promise = "An inner transaction does not clear the pin")
    void newReadTransactionInsideAWriteTransactionReadsThePrimary() throws Exception {
        String name = Entries.newName();
        work.required(() -> {
            Place outer = insert(name);
            Place inner = work.newReadTransaction(() -> {
                assertThat(count(name)).as("the outer one is not committed").isZero();
                return Place.of(dataSource);
            });
            assertThat(inner).matches(Place::isReadingPrimary, "primary, read-only");
            assertThat(inner.pid()).isNotEqualTo(outer.pid());
            assertThat(Place.of(dataSource)).isEqualTo(outer);
            return null;
        });
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-8",
            promise =
                    "An inner REQUIRED in a read transaction joins it; a write in it is refused with both methods named")
    @Requirement(id = "FC-6", promise = "A write that joins a read transaction is refused and both places are named")
    @Requirement(id = "FC-5", promise = "A read transaction may commit, and a write inside it fails loudly")
    void writeMethodInsideAReadTransactionIsRefused() throws Exception {
        String name = Entries.newName();
        work.readTransaction(() -> {
            Place outer = Place.of(dataSource);
            assertThat(work.required(() -> Place.of(dataSource))).as("joins").isEqualTo(outer);
            Problem byIntent = work.required(() -> Problem.in(() -> registry.acquire(AccessIntent.WRITE)));
            Problem bySession = work.required(() -> Problem.in(() -> insert(name)));
            byIntent.is(DataErrorKind.READ_ONLY).says("readTransaction", "required");
            bySession.is(DataErrorKind.READ_ONLY).says("readTransaction", "required");
            return null;
        });

        assertThat(stored(name)).isZero();
        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-9",
            promise =
                    "An inner REQUIRES_NEW write in a read transaction is on the primary; the outer then reads there too")
    void newWriteTransactionInsideAReadTransactionPinsTheOuter() throws Exception {
        String name = Entries.newName();
        work.readTransaction(() -> {
            assertThat(Place.of(dataSource)).matches(Place::isReplica, "a replica");
            Place inner = work.requiresNew(() -> insert(name));
            assertThat(inner).matches(Place::isWritingPrimary, "primary, enlisted");
            assertThat(Place.of(dataSource)).matches(Place::isReadingPrimary, "primary, read-only");
            assertThat(count(name)).isOne();
            return null;
        });

        assertThat(pin.isPinned("default")).isTrue();
    }

    @Test
    @Requirement(id = "DESIGN-3-ROW-10", promise = "An annotation on a method beats one on its class")
    void methodBeatsClass() {
        assertThat(reading.read()).matches(Place::isReplica, "class says read");
        assertThat(writing.read()).matches(Place::isReplica, "method says read");
        assertThat(pin.isPinned()).isFalse();

        assertThat(reading.write()).matches(Place::isWritingPrimary, "method says write");
        assertThat(writing.write()).matches(Place::isWritingPrimary, "class says write");
        assertThat(pin.isPinned("default")).isTrue();
    }

    @Test
    @Requirement(id = "DESIGN-3-ROW-10", promise = "A call of an object to itself is not intercepted")
    void selfInvocationIsNotSeen() {
        assertThat(reading.writeByItself()).matches(Place::isReplica, "still the read scope of the outer call");
    }
}
