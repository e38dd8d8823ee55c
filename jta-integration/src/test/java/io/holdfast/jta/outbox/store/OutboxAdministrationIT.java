package io.holdfast.jta.outbox.store;

import static io.holdfast.jta.outbox.store.StoreFixture.LONG;
import static io.holdfast.jta.outbox.store.StoreFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEntry.State;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxSettings.Retention;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What parked rows hold up and what a person decides about them, on every database. */
@ParameterizedClass
@MethodSource("stores")
class OutboxAdministrationIT {

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
    void aParkedRowHoldsUpItsKeyOnly() throws SQLException {
        NewEvent poison = event("acme", "k");
        long row = fixture.due(poison).get(0);
        parkClaimed(row, PoisonPolicy.BLOCK_KEY);
        fixture.due(event("acme", "k"));
        List<Long> free = fixture.due(event("acme", "other"), event("acme", null));
        List<Long> elsewhere = fixture.due(event("globex", "k"), event("acme", "mail", "k", null, Duration.ZERO));

        assertThat(fixture.claimedRows("globex")).containsExactly(elsewhere.get(0));
        assertThat(fixture.claimedRows("acme")).containsExactly(free.get(0), free.get(1), elsewhere.get(1));
        assertThat(fixture.query("SELECT failure_class FROM " + fixture.tables().parked()))
                .isEqualTo("POISON");
    }

    @Test
    void aParkedRowHoldsUpItsChannelIfItIsToldTo() throws SQLException {
        long row = fixture.due(event("acme", null)).get(0);
        parkClaimed(row, PoisonPolicy.BLOCK_CHANNEL);
        fixture.due(event("acme", "k"), event("acme", null));
        List<Long> mail = fixture.due(event("acme", "mail", "k", null, Duration.ZERO));

        assertThat(fixture.claimedRows("acme")).isEqualTo(mail);
        assertThat(fixture.due(event("globex", null))).isEqualTo(fixture.claimedRows("globex"));
    }

    @Test
    void aParkedRowHoldsUpNothingIfItIsPassedOver() throws SQLException {
        long row = fixture.due(event("acme", "k")).get(0);
        parkClaimed(row, PoisonPolicy.SKIP);
        long unkeyed = fixture.due(event("acme", null)).get(0);
        parkClaimed(unkeyed, PoisonPolicy.BLOCK_KEY);

        assertThat(fixture.due(event("acme", "k"), event("acme", null))).isEqualTo(fixture.claimedRows("acme"));
    }

    @Test
    void aBlockedRowIsNotConfirmedAndGivenBack() throws SQLException {
        Lease lease = fixture.lease(LONG);
        List<Long> rows =
                fixture.committed(lease, event("acme", "k"), event("acme", "k"), event("acme", "other")).stream()
                        .map(Inserted::row)
                        .toList();
        fixture.park(rows.get(0), lease.token(), PoisonPolicy.BLOCK_KEY);

        List<Confirmed> confirmed = fixture.on(c -> fixture.store.confirm(c, rows.subList(1, 3), lease));

        assertThat(confirmed).containsExactly(new Confirmed(rows.get(2), 1, 0));
        String outbox = fixture.tables().outbox();
        assertThat(fixture.query("SELECT lease_token FROM " + outbox
                        + " WHERE attempts = 0 AND lease_node IS NULL AND id = " + rows.get(1)))
                .isEqualTo("0");
        assertThat(fixture.claim("acme")).isEmpty();
    }

    @Test
    void aReplayedRowIsTheFirstOfItsKeyAgain() throws SQLException {
        NewEvent poison = event("acme", "k");
        List<Long> rows = fixture.due(poison, event("acme", "k"));
        fixture.claim("acme");
        fixture.park(rows.get(0), fixture.lastToken(), PoisonPolicy.BLOCK_KEY);
        fixture.release(rows.get(1), fixture.lastToken(), Duration.ZERO, 0, null);
        assertThat(fixture.claim("acme")).isEmpty();
        assertThat(replay("globex", poison.id())).isFalse();

        assertThat(replay("acme", poison.id())).isTrue();

        List<Claimed> claimed = fixture.claim("acme");
        assertThat(claimed).extracting(Claimed::row).isEqualTo(rows);
        assertThat(claimed.get(0).attempts()).isEqualTo(1);
        assertThat(claimed.get(0).event().payload()).isEqualTo(poison.payload());
        assertThat(claimed.get(1).olderRow()).isEqualTo(rows.get(0));
        assertThat(replay("acme", poison.id())).isFalse();
    }

    @Test
    void aKeyIsFreeWhenTheLastOfItsParkedRowsIsGone() throws SQLException {
        NewEvent first = event("acme", "k");
        NewEvent second = event("acme", "k");
        List<Long> rows = fixture.due(first, second, event("acme", "k"));
        fixture.claim("acme");
        long token = fixture.lastToken();
        fixture.park(rows.get(0), token, PoisonPolicy.BLOCK_KEY);
        fixture.park(rows.get(1), token, PoisonPolicy.BLOCK_KEY);
        fixture.release(rows.get(2), token, Duration.ZERO, 0, null);

        assertThat(discard("acme", first.id())).isTrue();
        assertThat(fixture.claim("acme")).isEmpty();
        assertThat(discard("acme", first.id())).isFalse();

        assertThat(discard("acme", second.id())).isTrue();
        assertThat(fixture.claimedRows("acme")).containsExactly(rows.get(2));
        assertThat(fixture.query("SELECT COUNT(*) FROM " + fixture.tables().parked()))
                .isEqualTo("0");
    }

    @Test
    void onlyARowInNobodysHandIsParkedByHand() throws SQLException {
        NewEvent leased = event("acme", "k");
        NewEvent deferred = event("acme", "orders", null, null, LONG);
        fixture.committed(fixture.lease(LONG), leased, deferred);

        assertThat(parkWaiting(leased.id())).isFalse();
        assertThat(parkWaiting(UUID.randomUUID())).isFalse();
        assertThat(parkWaiting(deferred.id())).isTrue();
        assertThat(parkWaiting(deferred.id())).isFalse();

        fixture.run("UPDATE " + fixture.tables().outbox() + " SET due_at = created_at");
        assertThat(parkWaiting(leased.id())).isTrue();
        assertThat(fixture.countRows()).isZero();
    }

    @Test
    void showsWhereAnEventIs() throws SQLException {
        NewEvent leased = event("acme", "k");
        NewEvent waiting = event("acme", null);
        NewEvent parked = event("acme", null);
        fixture.committed(fixture.lease(LONG), leased);
        fixture.due(waiting, event("globex", null));
        fixture.due(parked);
        parkWaiting(parked.id());

        List<OutboxEntry> entries = fixture.on(c -> fixture.store.list(c, "acme", State.WAITING, 10));
        assertThat(entries).extracting(e -> e.event().id()).containsExactly(leased.id(), waiting.id());
        assertThat(entries).extracting(OutboxEntry::leased).containsExactly(true, false);
        assertThat(entries.get(0).event().payload()).isEmpty();
        assertThat(entries.get(0).dueAt())
                .isAfter(entries.get(0).event().createdAt().plusSeconds(200));
        assertThat(entries.get(1).dueAt()).isEqualTo(entries.get(1).event().createdAt());
        assertThat(fixture.<List<OutboxEntry>>on(c -> fixture.store.list(c, "acme", State.WAITING, 1)))
                .hasSize(1);

        List<OutboxEntry> aside = fixture.on(c -> fixture.store.list(c, "acme", State.PARKED, 10));
        assertThat(aside).extracting(e -> e.event().id()).containsExactly(parked.id());
        assertThat(aside.get(0).reason()).contains("by hand");

        OutboxEntry found = find("acme", parked.id()).orElseThrow();
        assertThat(found.state()).isEqualTo(State.PARKED);
        assertThat(found.event().payload()).isEqualTo(parked.payload());
        assertThat(find("globex", parked.id())).isEmpty();
        assertThat(find("acme", leased.id()).orElseThrow().state()).isEqualTo(State.WAITING);
    }

    @Test
    void forgetsInBatchesWhatIsOld() throws SQLException {
        NewEvent parked = event("acme", "k");
        fixture.due(parked);
        fixture.due(event("acme", "k"));
        fixture.on(c -> fixture.store.parkWaiting(c, "acme", parked.id(), PoisonPolicy.BLOCK_KEY, "by hand"));
        for (int i = 0; i < 5; i++) {
            String id = "m" + i;
            fixture.on(c -> fixture.store.register(c, "acme", "consumer", id));
        }

        assertThat(purge(LONG, LONG, 3)).isZero();
        assertThat(purge(Duration.ZERO, Duration.ZERO, 3)).isEqualTo(3);
        assertThat(purge(Duration.ZERO, Duration.ZERO, 3)).isEqualTo(2);
        assertThat(find("acme", parked.id())).isPresent();

        assertThat(purge(LONG, Duration.ofNanos(1_000), 3)).isEqualTo(1);
        assertThat(find("acme", parked.id())).isEmpty();
        assertThat(fixture.claim("acme")).hasSize(1);
    }

    private void parkClaimed(long row, PoisonPolicy policy) throws SQLException {
        assertThat(fixture.claim("acme")).isNotEmpty();
        assertThat(fixture.park(row, fixture.lastToken(), policy)).isEqualTo(1);
    }

    private boolean parkWaiting(UUID id) throws SQLException {
        return fixture.on(c -> fixture.store.parkWaiting(c, "acme", id, PoisonPolicy.SKIP, "by hand"));
    }

    private boolean replay(String tenant, UUID id) throws SQLException {
        return fixture.on(c -> fixture.store.replay(c, tenant, id));
    }

    private boolean discard(String tenant, UUID id) throws SQLException {
        return fixture.on(c -> fixture.store.discard(c, tenant, id));
    }

    private Optional<OutboxEntry> find(String tenant, UUID id) throws SQLException {
        return fixture.on(c -> fixture.store.find(c, tenant, id));
    }

    private int purge(Duration inbox, Duration parked, int limit) throws SQLException {
        return fixture.on((Connection c) -> fixture.store.purge(c, new Retention(inbox, parked), limit));
    }
}
