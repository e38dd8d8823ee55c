package io.holdfast.jta.outbox.store;

import static io.holdfast.jta.outbox.store.StoreFixture.LONG;
import static io.holdfast.jta.outbox.store.StoreFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows are written in the transaction, are in one hand at a time, and only that hand lets go of them; on every database. */
@ParameterizedClass
@MethodSource("stores")
class JdbcOutboxStoreIT {

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
    void writesFromTheSchemaOfATenantAndReadsBackWhatWasWritten() throws SQLException {
        byte[] payload = new byte[1 << 20];
        new Random(1).nextBytes(payload);
        Map<String, String> headers = Map.of("a\"\\\n\u0001ü😀", "';--\u2028", "empty", "");
        NewEvent event = new NewEvent(
                UUID.randomUUID(),
                "acme",
                "main",
                "cha'nnel",
                "ty\"pe",
                "kéy😀 ';-- ",
                null,
                "text/plain",
                payload,
                headers,
                Duration.ZERO,
                null);
        Instant before = Instant.now();

        Inserted inserted = fixture.committed(null, event).get(0);
        List<Claimed> claimed = fixture.claim("acme");

        assertThat(claimed).hasSize(1);
        assertThat(claimed.get(0).row()).isEqualTo(inserted.row()).isPositive();
        assertThat(claimed.get(0).attempts()).isEqualTo(1);
        assertThat(claimed.get(0).olderRow()).isZero();
        assertThat(claimed.get(0).tenant()).isEqualTo("acme");
        OutboxEvent read = claimed.get(0).event();
        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.tenant()).contains(TenantId.of("acme"));
        assertThat(read.channel()).isEqualTo("cha'nnel");
        assertThat(read.type()).isEqualTo("ty\"pe");
        assertThat(read.key()).contains("kéy😀 ';-- ");
        assertThat(read.contentType()).isEqualTo("text/plain");
        assertThat(read.payload()).isEqualTo(payload);
        assertThat(read.headers()).isEqualTo(headers);
        assertThat(read.createdAt())
                .isEqualTo(inserted.createdAt())
                .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
    }

    @Test
    void givesIdsInTheOrderOfPublishing() throws SQLException {
        NewEvent[] events =
                Stream.generate(() -> event("acme", "k")).limit(1_203).toArray(NewEvent[]::new);

        List<Long> rows = fixture.due(events);

        assertThat(rows).hasSize(1_203).isSorted().doesNotHaveDuplicates();
        List<Claimed> claimed = fixture.claim(new Wanted(Set.of("acme"), Set.of(), 2_000), fixture.lease(LONG));
        assertThat(claimed)
                .extracting(c -> c.event().id())
                .containsExactlyElementsOf(
                        Arrays.stream(events).map(NewEvent::id).toList());
        assertThat(claimed.get(700).olderRow()).isEqualTo(rows.get(699));
    }

    @Test
    void nothingOfARolledBackTransactionCanBeConfirmed() throws SQLException {
        Lease lease = fixture.lease(LONG);
        List<Inserted> inserted;
        try (Connection connection = fixture.database.openBusiness()) {
            inserted = fixture.store.insert(connection, List.of(event("acme", null)), lease);
            connection.rollback();
        }

        assertThat(confirm(List.of(inserted.get(0).row()), lease)).isEmpty();
    }

    @Test
    void insertedRowsAreInHandUntilTheLeaseIsOver() throws SQLException {
        Lease lease = fixture.lease(LONG);
        List<Inserted> inserted = fixture.committed(lease, event("acme", "k"), event("acme", "k"), event("acme", null));
        List<Long> rows = inserted.stream().map(Inserted::row).toList();
        assertThat(fixture.claim("acme")).isEmpty();

        List<Confirmed> confirmed = confirm(rows, lease);

        assertThat(confirmed)
                .containsExactly(
                        new Confirmed(rows.get(0), 1, 0),
                        new Confirmed(rows.get(1), 1, rows.get(0)),
                        new Confirmed(rows.get(2), 1, 0));
        endLeases();
        assertThat(fixture.claim("acme")).extracting(Claimed::attempts).containsExactly(2, 2, 2);
        assertThat(confirm(rows, lease)).isEmpty();
    }

    @Test
    void theAttemptOfAHintIsCountedWhenSomethingComesOfIt() throws SQLException {
        Lease lease = fixture.lease(LONG);
        NewEvent again = event("acme", null);
        NewEvent never = event("acme", null);
        List<Long> rows = fixture.committed(lease, again, never).stream()
                .map(Inserted::row)
                .toList();
        assertThat(confirm(rows, lease)).extracting(Confirmed::attempts).containsExactly(1, 1);

        fixture.release(rows.get(0), lease.token(), LONG, 1, "no");
        fixture.park(rows.get(1), lease.token(), PoisonPolicy.SKIP);

        assertThat(attempts(again)).isEqualTo(1);
        assertThat(attempts(never)).isEqualTo(1);
    }

    private int attempts(NewEvent event) throws SQLException {
        return fixture.<Optional<OutboxEntry>>on(c -> fixture.store.find(c, "acme", event.id()))
                .orElseThrow()
                .event()
                .attempt();
    }

    @Test
    void confirmingBeginsALateLeaseAnew() throws SQLException {
        Lease lease = fixture.lease(Duration.ofSeconds(2));
        Inserted inserted = fixture.committed(lease, event("acme", null)).get(0);

        assertThat(confirm(List.of(inserted.row()), new Lease("node-1", lease.token(), LONG)))
                .hasSize(1);

        assertThat(nextDue()).isGreaterThan(LONG.minusSeconds(20));
    }

    @Test
    void deferredRowsAreInNobodysHandAndDueLater() throws SQLException {
        Lease lease = fixture.lease(Duration.ofMillis(1));
        NewEvent delayed = event("acme", "orders", null, null, Duration.ofHours(2));
        NewEvent later = StoreFixture.notBefore("acme", Instant.now().plus(Duration.ofHours(3)));
        List<Inserted> inserted = fixture.committed(lease, delayed, later);

        assertThat(nextDue()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
        assertThat(confirm(inserted.stream().map(Inserted::row).toList(), lease))
                .isEmpty();
        assertThat(fixture.claim("acme")).isEmpty();

        NewEvent past = StoreFixture.notBefore("acme", Instant.now().minusSeconds(3600));
        List<Long> due =
                fixture.committed(lease, past).stream().map(Inserted::row).toList();
        assertThat(fixture.claimedRows("acme")).isEqualTo(due);
    }

    @Test
    void nothingIsDueInAnEmptyOutbox() throws SQLException {
        assertThat(fixture.<Object>on(fixture.store::nextDue)).isEqualTo(Optional.empty());
        fixture.due(event("acme", null));
        assertThat(nextDue()).isZero();
    }

    @Test
    void claimsOnlyWhatIsWanted() throws SQLException {
        List<Long> acme = fixture.due(event("acme", null));
        fixture.due(event("globex", null), event("", null));
        fixture.due(event("acme", "mail", null, null, Duration.ZERO));
        Wanted wanted = new Wanted(Set.of("acme", "initech"), Set.of("acme\nmail", "globex\norders"), 10);

        List<Claimed> claimed = fixture.claim(wanted, fixture.lease(LONG));

        assertThat(claimed).extracting(Claimed::row).isEqualTo(acme);
        assertThat(fixture.claim("")).extracting(c -> c.event().tenant()).containsExactly(Optional.empty());
    }

    @Test
    void twoClaimersNeverGetTheSameRow() throws Exception {
        NewEvent[] events = new NewEvent[400];
        Arrays.setAll(events, i -> event("acme", i % 3 == 0 ? "key-" + i % 7 : null));
        fixture.due(events);
        List<Claimed> all = new ArrayList<>();

        // A row of a key may have to wait until the older one in the other's hand is gone.
        while (all.size() < events.length) {
            List<Claimed> round = claimTogether();
            assertThat(round).isNotEmpty();
            all.addAll(round);
            Map<Long, Long> tokens = new HashMap<>();
            round.forEach(c -> tokens.put(c.row(), tokenOf(c.row())));
            assertThat(fixture.<Integer>on(c -> fixture.store.delete(c, tokens)))
                    .isEqualTo(round.size());
        }

        assertThat(all).extracting(Claimed::row).doesNotHaveDuplicates();
        assertThat(fixture.countRows()).isZero();
    }

    private List<Claimed> claimTogether() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<Claimed>>> claims = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Lease lease = fixture.lease(LONG);
                claims.add(executor.submit(() -> {
                    try (Connection connection = fixture.database.open()) {
                        together.await();
                        return fixture.store.claim(connection, new Wanted(Set.of("acme"), Set.of(), 50), lease);
                    }
                }));
            }
            List<Claimed> first = claims.get(0).get();
            List<Claimed> second = claims.get(1).get();
            requireOwnKeys(first, second);
            return Stream.concat(first.stream(), second.stream()).toList();
        } finally {
            executor.shutdownNow();
        }
    }

    private static void requireOwnKeys(List<Claimed> first, List<Claimed> second) {
        Set<String> keys = new HashSet<>();
        first.forEach(c -> c.event().key().ifPresent(keys::add));
        assertThat(second).noneMatch(c -> c.event().key().filter(keys::contains).isPresent());
    }

    private long tokenOf(long row) {
        try {
            return Long.parseLong(
                    fixture.query("SELECT lease_token FROM " + fixture.tables().outbox() + " WHERE id = " + row));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRowWaitsWhileAnOlderOneOfItsKeyIsInAnotherHand() throws SQLException {
        Lease lease = fixture.lease(LONG);
        Inserted older = fixture.committed(lease, event("acme", "k")).get(0);
        fixture.due(event("acme", "k"));
        List<Long> others = fixture.due(
                event("acme", "other"), event("acme", "mail", "k", null, Duration.ZERO), event("acme", null));

        assertThat(fixture.claimedRows("acme")).isEqualTo(others);

        fixture.on(c -> fixture.store.delete(c, Map.of(older.row(), lease.token())));
        assertThat(fixture.claimedRows("acme")).hasSize(1);
    }

    @Test
    void aRowWaitsWhileAnOlderOneOfItsKeyIsInBackOff() throws SQLException {
        List<Long> rows = fixture.due(event("acme", "k"), event("acme", "k"), event("acme", "k"));
        assertThat(fixture.claimedRows("acme")).isEqualTo(rows);
        long token = fixture.lastToken();
        fixture.release(rows.get(0), token, LONG, 1, "no");
        fixture.release(rows.get(1), token, Duration.ZERO, 0, null);
        fixture.release(rows.get(2), token, Duration.ZERO, 0, null);

        assertThat(fixture.claim("acme")).isEmpty();

        endLeases();
        assertThat(fixture.claim("acme")).extracting(Claimed::attempts).containsExactly(2, 1, 1);
    }

    @Test
    void aRowWaitsWhileAnOlderOneOfItsKeyIsDeferred() throws SQLException {
        List<Long> rows = fixture.due(event("acme", "k"), event("acme", "orders", "k", null, LONG), event("acme", "k"));

        assertThat(fixture.claimedRows("acme")).containsExactly(rows.get(0));
    }

    @Test
    void claimsARunOfAKeyOnlyFromItsFirstRowOn() throws SQLException {
        List<Long> rows = fixture.due(event("acme", "k"), event("acme", "k"));
        // The older one became due later: it is behind the limit.
        fixture.run("UPDATE " + fixture.tables().outbox() + " SET due_at = created_at WHERE id = " + rows.get(0));
        fixture.run("UPDATE " + fixture.tables().outbox() + " SET due_at = " + kind().longAgo() + " WHERE id = "
                + rows.get(1));

        assertThat(fixture.claim(new Wanted(Set.of("acme"), Set.of(), 1), fixture.lease(LONG)))
                .isEmpty();
        assertThat(fixture.claimedRows("acme")).isEqualTo(rows);
    }

    @Test
    void aWrongTokenTouchesNothing() throws SQLException {
        long row = fixture.due(event("acme", "k")).get(0);
        fixture.claim("acme");
        long right = fixture.lastToken();
        long wrong = right - 1;

        assertThat(confirm(List.of(row), new Lease("node-1", wrong, LONG))).isEmpty();
        assertThat(fixture.<Integer>on(c -> fixture.store.delete(c, Map.of(row, wrong))))
                .isZero();
        assertThat(fixture.<Set<Long>>on(c -> fixture.store.renew(c, Map.of(row, wrong), LONG)))
                .isEmpty();
        assertThat(fixture.release(row, wrong, Duration.ZERO, 1, null)).isZero();
        assertThat(fixture.park(row, wrong, PoisonPolicy.BLOCK_KEY)).isZero();
        assertThat(fixture.query("SELECT COUNT(*) FROM " + fixture.tables().block()))
                .isEqualTo("0");
        assertThat(fixture.claim("acme")).isEmpty();

        assertThat(fixture.<Set<Long>>on(c -> fixture.store.renew(c, Map.of(row, right, -1L, right), LONG)))
                .containsExactly(row);
        assertThat(fixture.<Integer>on(c -> fixture.store.delete(c, Map.of(row, right, -1L, right))))
                .isEqualTo(1);
        assertThat(fixture.countRows()).isZero();
    }

    @Test
    void remembersTheLastErrorOfARelease() throws SQLException {
        NewEvent event = event("acme", null);
        long row = fixture.due(event).get(0);
        fixture.claim("acme");

        fixture.release(row, fixture.lastToken(), LONG, 1, "x\0\uD800" + "😀".repeat(900));

        var entry = fixture.<Optional<OutboxEntry>>on(c -> fixture.store.find(c, "acme", event.id()))
                .orElseThrow();
        assertThat(entry.lastError().orElseThrow())
                .startsWith("x\uFFFD\uFFFD😀")
                .hasSizeBetween(999, 1000);
        assertThat(entry.leased()).isFalse();
        assertThat(entry.event().attempt()).isEqualTo(1);
    }

    @Test
    void refusesAnIdThatIsThere() throws SQLException {
        NewEvent event = event("acme", null);
        fixture.due(event);

        assertThatThrownBy(() -> fixture.due(event))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
    }

    private List<Confirmed> confirm(List<Long> rows, Lease lease) throws SQLException {
        return fixture.on(connection -> fixture.store.confirm(connection, rows, lease));
    }

    private Duration nextDue() throws SQLException {
        return fixture.on(fixture.store::nextDue).orElseThrow();
    }

    private TestDatabase.Kind kind() {
        return fixture.database.kind();
    }

    private void endLeases() throws SQLException {
        fixture.run("UPDATE " + fixture.tables().outbox() + " SET due_at = created_at");
    }
}
