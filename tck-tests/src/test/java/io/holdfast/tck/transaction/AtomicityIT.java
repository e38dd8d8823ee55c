package io.holdfast.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.DataSourceRegistry;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Logged;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All or nothing, and nothing in silence. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
class AtomicityIT {

    @Inject
    DataSource dataSource;

    @Inject
    DataSourceRegistry registry;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    UserTransaction userTransaction;

    @Inject
    Work work;

    @Inject
    EarlyThread early;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().of(RecordingXaResource.class, Managers.class, Logged.class, EarlyThread.class);
    }

    @AfterEach
    void leavesNoTransaction() throws Exception {
        assertThat(Managers.find().getTransaction())
                .as("transaction left on the thread")
                .isNull();
    }

    private void insert(String name) throws SQLException {
        Entries.insert(dataSource, name);
    }

    private static int stored(String name) {
        return Trio.here().stored("public", name);
    }

    @Test
    @Requirement(
            id = "SERVER-OWN-THREAD",
            promise =
                    "A transaction is seen on a thread that the application has started, though nobody had one before")
    void transactionOnAThreadOfTheApplicationIsSeen() {
        assertThat(stored(early.committed())).isOne();
        assertThat(stored(early.rolledBack())).isZero();
    }

    @Test
    @Requirement(
            id = "SERVER-OWN-THREAD",
            promise = "A transaction is seen although a thread of the application was the first to use the database")
    void transactionIsSeenAfterAThreadOfTheApplication() throws Exception {
        String name = Entries.newName();

        userTransaction.begin();
        insert(name);
        userTransaction.rollback();

        assertThat(stored(name)).isZero();
    }

    private static void fail(Connection connection) {
        Problem.in(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT * FROM no_such_table");
                    }
                })
                .is(DataErrorKind.STATEMENT);
    }

    @Test
    @Requirement(
            id = "DESIGN-3-VETO",
            promise = "Beside another resource our local one vetoes prepare(): nothing is half committed, ours first")
    void vetoesBesideAResourceThatCameLater() throws Exception {
        String name = Entries.newName();
        RecordingXaResource other = new RecordingXaResource();

        userTransaction.begin();
        insert(name);
        Managers.find().getTransaction().enlistResource(other);
        try (Logged logged = Logged.by("io.holdfast.jta")) {
            Problem problem = Problem.in(userTransaction::commit);

            assertThat(problem.failure()).isInstanceOf(RollbackException.class);
            // Payara and GlassFish give no cause: there the reason is in the log only.
            assertThat(problem.isBare() ? logged.text() : problem.everything()).contains("REQUIRES_NEW", "'default'");
        }
        assertThat(other.calls()).contains("rollback").doesNotContain("commit");
        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-VETO",
            promise =
                    "Beside another resource our local one vetoes prepare(): nothing is half committed, the other first")
    void vetoesBesideAResourceThatCameFirst() throws Exception {
        String name = Entries.newName();
        RecordingXaResource other = new RecordingXaResource();

        userTransaction.begin();
        Managers.find().getTransaction().enlistResource(other);
        insert(name);
        Problem problem = Problem.in(userTransaction::commit);

        assertThat(problem.failure()).isInstanceOf(RollbackException.class);
        assertThat(other.calls()).contains("rollback").doesNotContain("commit");
        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-VETO",
            promise = "Alone in its transaction our resource is never asked to prepare: it commits")
    @Requirement(id = "FC-12", promise = "Replica connections are not enlisted: they do not make a second resource")
    void commitsAloneAndBesideReplicaReads() throws Exception {
        String name = Entries.newName();

        work.readTransaction(() -> {
            try (Connection connection = dataSource.getConnection()) {
                Entries.count(connection, name);
            }
            return null;
        });
        work.required(() -> {
            insert(name);
            return null;
        });

        assertThat(stored(name)).isOne();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-SILENT",
            promise = "A statement error that was swallowed makes the commit fail; nothing is stored")
    @Requirement(id = "FC-46", promise = "A transaction aborted by a swallowed error ends in an exception")
    void swallowedErrorFailsTheCommit() throws Exception {
        String name = Entries.newName();

        userTransaction.begin();
        try (Connection connection = dataSource.getConnection()) {
            Entries.insert(connection, name);
            fail(connection);
        }
        Problem problem = Problem.in(userTransaction::commit);

        assertThat(problem.failure()).isInstanceOf(RollbackException.class);
        problem.mentions("HOLDF00504").is(DataErrorKind.ROLLED_BACK);
        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-SILENT",
            promise = "An error that was rolled back to a savepoint does not doom the transaction")
    void errorBehindASavepointLetsTheRestCommit() throws Exception {
        String name = Entries.newName();

        userTransaction.begin();
        try (Connection connection = dataSource.getConnection()) {
            Entries.insert(connection, name);
            Savepoint savepoint = connection.setSavepoint();
            fail(connection);
            connection.rollback(savepoint);
        }
        userTransaction.commit();

        assertThat(stored(name)).isOne();
    }

    @Test
    @Requirement(id = "ORIGIN-REQUEST-TX", promise = "A RuntimeException rolls back, and the pin stays")
    @Requirement(id = "DESIGN-3-PIN", promise = "A rollback does not clear the pin")
    void runtimeExceptionRollsBackAndKeepsThePin() {
        String name = Entries.newName();

        Problem problem = Problem.in(() -> work.required(() -> {
            insert(name);
            throw new IllegalStateException("expected");
        }));

        assertThat(problem.failure()).isInstanceOf(IllegalStateException.class);
        assertThat(stored(name)).isZero();
        assertThat(pin.isPinned("default")).isTrue();
    }

    @Test
    @Requirement(
            id = "ORIGIN-REQUEST-TX",
            promise = "An Error thrown in a transaction rolls back and loses no connection")
    void errorRollsBack() {
        String name = Entries.newName();

        Problem problem = Problem.in(() -> work.required(() -> {
            insert(name);
            throw new Error("expected");
        }));

        assertThat(problem.failure()).isExactlyInstanceOf(Error.class);
        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(id = "FC-8", promise = "A handle used after its transaction gets a named error")
    void handleIsOfNoUseAfterItsTransaction() throws Exception {
        userTransaction.begin();
        Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        statement.execute("SELECT 1");
        userTransaction.commit();

        assertThat(connection.isClosed()).isTrue();
        Problem.in(connection::createStatement).is(DataErrorKind.USAGE).says("after its transaction ended");
        Problem.in(() -> statement.execute("SELECT 1"));
        connection.close();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-LAZY",
            promise = "A connection taken before begin is refused inside, unused or used before")
    void connectionFromBeforeTheTransactionIsRefusedInside() throws Exception {
        String name = Entries.newName();
        try (Connection unused = dataSource.getConnection();
                Connection used = dataSource.getConnection()) {
            Entries.count(used, name);
            userTransaction.begin();
            try {
                Problem.in(() -> Entries.insert(unused, name))
                        .is(DataErrorKind.USAGE)
                        .says("HOLDF00505");
                Problem.in(() -> Entries.insert(used, name))
                        .is(DataErrorKind.USAGE)
                        .says("HOLDF00505");
            } finally {
                userTransaction.rollback();
            }
        }

        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-LAZY",
            promise = "A statement made before begin does not slip its work past the transaction")
    void statementFromBeforeTheTransactionIsRefusedInside() throws Exception {
        String name = Entries.newName();
        try (Connection used = dataSource.getConnection();
                Statement statement = used.createStatement()) {
            userTransaction.begin();
            try {
                Problem.in(() -> statement.executeUpdate("INSERT INTO entry VALUES ('" + name + "')"))
                        .is(DataErrorKind.USAGE);
            } finally {
                userTransaction.rollback();
            }
        }

        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-3-LAZY", promise = "A connection taken in one transaction is refused in the next one")
    void connectionOfOneTransactionIsRefusedInTheNext() throws Exception {
        userTransaction.begin();
        Connection unused = dataSource.getConnection();
        userTransaction.commit();
        userTransaction.begin();
        try {
            Problem.in(unused::createStatement).is(DataErrorKind.USAGE).says("HOLDF00505");
        } finally {
            userTransaction.rollback();
        }
        unused.close();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-LAZY",
            promise = "A suspended transaction's connection is not used by the one that runs")
    void connectionOfASuspendedTransactionIsRefusedInside() throws Exception {
        String name = Entries.newName();
        work.required(() -> {
            try (Connection outer = dataSource.getConnection()) {
                Entries.count(outer, name);
                Problem problem = work.requiresNew(() -> Problem.in(() -> Entries.insert(outer, name)));
                problem.is(DataErrorKind.USAGE);
            }
            return null;
        });

        assertThat(stored(name)).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-3-MANAGED", promise = "commit, rollback and setAutoCommit(true) belong to the container")
    void containerOwnsTheTransaction() throws Exception {
        userTransaction.begin();
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            Entries.count(connection, "none");
            assertThat(connection.getAutoCommit()).isFalse();
            Problem.in(connection::commit).is(DataErrorKind.USAGE).says("commit()");
            Problem.in(connection::rollback).is(DataErrorKind.USAGE).says("rollback()");
            Problem.in(() -> connection.setAutoCommit(true)).is(DataErrorKind.USAGE);
        } finally {
            userTransaction.rollback();
        }
    }

    @Test
    @Requirement(id = "FC-45", promise = "After a rollback mark an acquisition fails at once with the reason")
    void markedTransactionGivesNoConnection() throws Exception {
        userTransaction.begin();
        try {
            userTransaction.setRollbackOnly();
            Problem.in(() -> insert("none")).is(DataErrorKind.ROLLED_BACK).says("marked for rollback");
        } finally {
            userTransaction.rollback();
        }
    }
}
