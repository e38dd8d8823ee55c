package io.holdfast.jta.outbox.relay;

import io.holdfast.TenantDataSource;
import io.holdfast.jta.outbox.relay.delivery.Held;
import io.holdfast.jta.outbox.relay.schedule.Poll;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ways in which rows come into this node's hand: by a hint that the database confirms, by a claim, and one at a time to find out
 * whether a channel is up again.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Intake {
    private final DatabaseRelay owner;
    private final RelayParts parts;
    private final Lease lease;
    private final HintQueue hints;
    private final Poll poll;
    private final Room room;
    private final Circuits circuits;
    private final Settlement settlement;

    Intake(DatabaseRelay owner, RelayParts parts, Lease lease, State state) {
        this.owner = owner;
        this.parts = parts;
        this.lease = lease;
        this.hints = state.hints();
        this.poll = state.poll();
        this.room = state.room();
        this.circuits = state.circuits();
        this.settlement = state.settlement();
    }

    /** What the parts of a database's relay share. */
    record State(HintQueue hints, Poll poll, Room room, Circuits circuits, Settlement settlement) {}

    /** Asks the database for the rows of which a hint came: a hint is no proof. How many there were. */
    int confirm(OutboxStore store, Connection connection, List<Held> held) throws SQLException {
        List<Hint.Row> rows = hints.take(room.batch(), room.filter());
        Map<Long, Hint.Row> wanted = new HashMap<>();
        for (Hint.Row row : rows) {
            NewEvent event = row.event();
            if (circuits.isOpen(event.tenant(), event.channel())) {
                settlement.retry(new Retry(row.row(), lease.token(), Duration.ZERO, 0, null));
            } else {
                wanted.put(row.row(), row);
            }
        }
        if (!wanted.isEmpty()) {
            for (Confirmed confirmed : store.confirm(connection, List.copyOf(wanted.keySet()), lease)) {
                Hint.Row row = wanted.get(confirmed.row());
                OutboxEvent event = event(row.event(), confirmed.attempts(), row.createdAt());
                held.add(new Held(
                        confirmed.row(),
                        lease.token(),
                        row.event().tenant(),
                        confirmed.attempts(),
                        confirmed.olderRow(),
                        event));
            }
        }
        return rows.size();
    }

    /** Takes one row of each channel that is down and whose pause is over. */
    void probe(OutboxStore store, Connection connection, List<Held> held, long now) throws SQLException {
        for (Circuit circuit : List.copyOf(circuits.all())) {
            if (circuit.wantsProbe(now)) {
                Set<String> others = circuits.allBut(circuit, parts.publishers().channels());
                Lease own = newLease();
                List<Claimed> one = store.claim(connection, new Wanted(Set.of(circuit.tenant()), others, 1), own);
                if (one.isEmpty()) {
                    circuits.close(circuit.tenant(), circuit.channel());
                    RelayMessages.nothingToProbe(owner.name(), circuit);
                } else {
                    circuit.probing();
                    one.forEach(claimed -> held.add(held(claimed, own)));
                }
            }
        }
    }

    /** Takes due rows. */
    void claim(OutboxStore store, Connection connection, List<Held> held, long now) throws SQLException {
        Set<String> tenants = room.tenants(held.size());
        int limit = room.limit(tenants, held.size());
        if (tenants.isEmpty() || limit < 1) {
            // A result will make room, and asks for a round.
            return;
        }
        boolean quiet = poll.isQuiet();
        poll.begin();
        if (quiet) {
            Optional<Duration> due = store.nextDue(connection);
            if (due.isEmpty() || due.get().compareTo(Duration.ZERO) > 0) {
                poll.nothing(now, due);
                return;
            }
        }
        Lease own = newLease();
        List<Claimed> found = store.claim(connection, new Wanted(tenants, circuits.paused(), limit), own);
        if (found.isEmpty()) {
            poll.nothing(now, store.nextDue(connection));
            return;
        }
        poll.found(now, found.size() == limit);
        found.forEach(claimed -> held.add(held(claimed, own)));
        tellBacklog(found);
    }

    private void tellBacklog(List<Claimed> found) {
        Instant oldest = found.stream()
                .map(claimed -> claimed.event().createdAt())
                .min(Instant::compareTo)
                .orElseThrow();
        Duration age = Duration.between(oldest, Instant.now());
        parts.events().onBacklog(owner.name(), age.isNegative() ? Duration.ZERO : age);
    }

    private Lease newLease() {
        return new Lease(lease.node(), OutboxRelay.newToken(), lease.time());
    }

    private Held held(Claimed claimed, Lease own) {
        OutboxEvent event = claimed.event();
        TenantDataSource dataSource = owner.database().dataSourceOf(claimed.tenant());
        OutboxEvent named = new OutboxEvent(
                event.id(),
                event.tenant(),
                dataSource == null ? owner.name() : dataSource.name(),
                event.channel(),
                event.type(),
                event.key(),
                event.contentType(),
                event.payload(),
                event.headers(),
                claimed.attempts(),
                event.createdAt());
        return new Held(claimed.row(), own.token(), claimed.tenant(), claimed.attempts(), claimed.olderRow(), named);
    }

    private static OutboxEvent event(NewEvent event, int attempts, Instant createdAt) {
        return new OutboxEvent(
                event.id(),
                event.tenant().isEmpty() ? Optional.empty() : Optional.of(TenantId.of(event.tenant())),
                event.dataSource(),
                event.channel(),
                event.type(),
                Optional.ofNullable(event.key()),
                event.contentType(),
                event.payload(),
                event.headers(),
                attempts,
                createdAt);
    }
}
