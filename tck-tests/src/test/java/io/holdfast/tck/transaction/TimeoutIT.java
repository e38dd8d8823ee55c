package io.holdfast.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import io.holdfast.testsupport.Await;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One connection in the pool: what waits for itself, and what does not. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
class TimeoutIT {

    @Inject
    DataSource dataSource;

    @Inject
    UserTransaction userTransaction;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() {
        return Deployments.single()
                .with("holdfast.pool.max-size", "1")
                .with("holdfast.pool.acquisition-timeout", "2s")
                .of();
    }

    private static int stored(String name) {
        return Trio.here().stored("public", name);
    }

    @Test
    @Requirement(id = "FC-42", promise = "One physical connection per transaction: with max-size 1 a nested call works")
    @Requirement(
            id = "DESIGN-3-ONE-CONNECTION",
            promise = "A transaction has one connection per data source and tenant")
    void nestedCallWorksWithOneConnection() throws Exception {
        String outer = Entries.newName();
        String inner = Entries.newName();

        work.required(() -> {
            try (Connection first = dataSource.getConnection()) {
                Entries.insert(first, outer);
                work.required(() -> {
                    try (Connection second = dataSource.getConnection()) {
                        Entries.insert(second, inner);
                    }
                    return null;
                });
                assertThat(Entries.count(first, inner)).isOne();
            }
            return null;
        });

        assertThat(stored(outer) + stored(inner)).isEqualTo(2);
    }

    @Test
    @Requirement(
            id = "FC-44",
            promise = "REQUIRES_NEW that waits for the thread's own connection fails in time and says so")
    @Requirement(id = "DESIGN-6-OVERLOADED", promise = "A pool that has none left is told as OVERLOADED")
    void requiresNewInAFullPoolNamesTheSituation() throws Exception {
        String name = Entries.newName();
        work.required(() -> {
            try (Connection first = dataSource.getConnection()) {
                Entries.insert(first, name);
                Problem problem = work.requiresNew(() -> Problem.in(() -> {
                    try (Connection second = dataSource.getConnection()) {
                        Entries.count(second, name);
                    }
                }));
                problem.is(DataErrorKind.OVERLOADED).says("REQUIRES_NEW", "max-size", "'default'");
            }
            return null;
        });

        assertThat(stored(name)).as("the outer one goes on").isOne();
    }

    @Test
    @Requirement(
            id = "FC-45",
            promise = "After a time-out an acquisition fails at once with the reason; nothing is stored")
    void timedOutTransactionGivesNoConnection() throws Exception {
        String name = Entries.newName();
        // On a slow machine connecting may take longer than the transaction has.
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Entries.count(connection, name)).isZero();
        }
        userTransaction.setTransactionTimeout(2);
        try {
            userTransaction.begin();
            try (Connection connection = dataSource.getConnection()) {
                Entries.insert(connection, name);
                Await.until(
                        "the transaction has timed out",
                        Duration.ofSeconds(20),
                        () -> userTransaction.getStatus() != Status.STATUS_ACTIVE);
            }
            Problem.in(() -> dataSource.getConnection().createStatement())
                    .is(DataErrorKind.ROLLED_BACK)
                    .says("timed out");
            Problem.in(userTransaction::commit);
        } finally {
            userTransaction.setTransactionTimeout(0);
        }

        assertThat(stored(name)).isZero();
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Entries.count(connection, name))
                    .as("the only connection came back")
                    .isZero();
        }
    }
}
