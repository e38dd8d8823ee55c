package io.holdfast.jta.outbox.store;

import static io.holdfast.jta.outbox.store.StoreFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What was seen before is recognised, without harm to the transaction, on every database. */
@ParameterizedClass
@MethodSource("stores")
class OutboxInboxIT {

    @Parameter
    private StoreFixture fixture;

    static Stream<StoreFixture> stores() {
        return StoreFixture.ofEveryKind();
    }

    @BeforeEach
    void clear() throws SQLException {
        fixture.clear();
    }

    @Test
    void aMessageIsNewOncePerTenantAndConsumer() throws SQLException {
        try (Connection connection = fixture.database.openBusiness()) {
            assertThat(register(connection, "m")).isTrue();
            assertThat(register(connection, "m")).isFalse();
            assertThat(register(connection, "M")).isTrue();
            assertThat(register(connection, "m ")).isTrue();
            assertThat(fixture.store.register(connection, "globex", "consumer", "m"))
                    .isTrue();
            assertThat(fixture.store.register(connection, "acme", "other", "m")).isTrue();
            connection.commit();
            assertThat(register(connection, "m")).isFalse();
            connection.commit();
        }
    }

    @Test
    void aMessageOfARolledBackTransactionIsNewAgain() throws SQLException {
        try (Connection connection = fixture.database.openBusiness()) {
            assertThat(register(connection, "m")).isTrue();
            connection.rollback();
            assertThat(register(connection, "m")).isTrue();
            connection.rollback();
        }
    }

    @Test
    void anotherErrorThanARepetitionIsAnError() throws SQLException {
        try (Connection connection = fixture.database.openBusiness()) {
            assertThatThrownBy(() -> register(connection, "x".repeat(300))).isInstanceOf(SQLException.class);
            connection.rollback();
        }
    }

    @Test
    void waitsForATransactionWithTheSameMessage() throws Exception {
        assertThat(whileAnotherHasIt(true)).isFalse();
        clear();
        assertThat(whileAnotherHasIt(false)).isTrue();
    }

    private boolean whileAnotherHasIt(boolean committed) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch asking = new CountDownLatch(1);
        try (Connection first = fixture.database.openBusiness()) {
            assertThat(register(first, "m")).isTrue();
            Future<Boolean> second = executor.submit(() -> {
                try (Connection connection = fixture.database.openBusiness()) {
                    asking.countDown();
                    boolean isNew = register(connection, "m");
                    connection.commit();
                    return isNew;
                }
            });
            asking.await();
            assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            if (committed) {
                first.commit();
            } else {
                first.rollback();
            }
            Await.until("the other one has its answer", Duration.ofSeconds(10), second::isDone);
            return second.get();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aDeduplicationKeyCountsOnceInABatchAndAfterwards() throws SQLException {
        NewEvent first = deduplicated("acme", "orders", "d");
        List<Inserted> inserted = fixture.committed(
                null,
                event("acme", null),
                first,
                deduplicated("acme", "orders", "d"),
                deduplicated("globex", "orders", "d"),
                deduplicated("acme", "mail", "d"),
                deduplicated("acme", "orders", "e"));

        assertThat(inserted).extracting(i -> i.row() != 0).containsExactly(true, true, false, true, true, true);
        assertThat(fixture.query("SELECT COUNT(*) FROM " + fixture.tables().outbox()))
                .isEqualTo("5");
        assertThat(fixture.query("SELECT consumer FROM " + fixture.tables().inbox() + " WHERE message_id = 'e'"))
                .isEqualTo("outbox/orders");

        List<Inserted> again =
                fixture.committed(null, deduplicated("acme", "orders", "d"), deduplicated("acme", "orders", "f"));
        assertThat(again).extracting(i -> i.row() != 0).containsExactly(false, true);
        assertThat(fixture.committed(null, deduplicated("acme", "orders", "d")))
                .extracting(Inserted::row)
                .containsExactly(0L);
    }

    @Test
    void aDeduplicationKeyOfARolledBackTransactionIsNewAgain() throws SQLException {
        try (Connection connection = fixture.database.openBusiness()) {
            fixture.store.insert(connection, List.of(deduplicated("acme", "orders", "d")), null);
            connection.rollback();
        }

        assertThat(fixture.due(deduplicated("acme", "orders", "d")).get(0)).isPositive();
    }

    private boolean register(Connection connection, String message) throws SQLException {
        return fixture.store.register(connection, "acme", "consumer", message);
    }

    private static NewEvent deduplicated(String tenant, String channel, String key) {
        return event(tenant, channel, null, key, Duration.ZERO);
    }
}
