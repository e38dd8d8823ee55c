package io.holdfast.internal.history;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.Route;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkScope;
import io.holdfast.error.DataException;
import io.holdfast.internal.registry.HoldfastRuntime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** One session: unit of work after unit of work, each appending to lists and reading them back. */
final class ListSession implements Runnable {

    private static final String APPEND =
            "insert into lists(key, items) values (?, array[?]) on conflict (key) do update"
                    + " set items = lists.items || excluded.items returning items";
    private static final String READ = "select items from lists where key = ?";

    private final HoldfastRuntime runtime;
    private final History history;
    private final boolean pinned;
    private final BooleanSupplier goOn;
    private final Random random;
    private long next;

    ListSession(HoldfastRuntime runtime, History history, boolean pinned, int number, BooleanSupplier goOn) {
        this.runtime = runtime;
        this.history = history;
        this.pinned = pinned;
        this.goOn = goOn;
        this.random = new Random(number);
        this.next = number * 1_000_000_000L;
    }

    @Override
    public void run() {
        while (goOn.getAsBoolean()) {
            try (WorkScope work = runtime.begin()) {
                UnitLog log = new UnitLog(history);
                // Half of the units only read, so that they stay on one standby; the others write in between.
                boolean writes = random.nextBoolean() && work.tenant().isEmpty();
                int operations = 2 + random.nextInt(8);
                for (int i = 0; i < operations; i++) {
                    operation(log, writes && random.nextInt(3) == 0);
                }
            }
        }
    }

    private void operation(UnitLog log, boolean write) {
        // A new set of keys every 400 operations keeps the lists, and so the reads, short.
        int key = (int) (history.operations() / 400) * 4 + random.nextInt(4);
        try {
            if (write) {
                append(log, key);
            } else {
                read(log, key);
            }
        } catch (SQLException | DataException e) {
            // A connection that dies with its server is no violation; what was appended by it is not known to the unit.
            history.failed.incrementAndGet();
        }
    }

    private void append(UnitLog log, int key) throws SQLException {
        try (Connection connection = dataSource().acquire(AccessIntent.WRITE);
                PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setInt(1, key);
            statement.setLong(2, next++);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                log.wrote(key, items(rows));
            }
            history.writes.incrementAndGet();
        }
    }

    private void read(UnitLog log, int key) throws SQLException {
        try (Connection connection = forReading();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> items = rows.next() ? items(rows) : List.of();
                Route route = connection.unwrap(Route.class);
                log.read(key, items, route.node());
                (route.toPrimary() ? history.primaryReads : history.standbyReads).incrementAndGet();
            }
        }
    }

    private Connection forReading() {
        return pinned
                ? dataSource().acquire(AccessIntent.READ)
                : runtime.registry().acquire(dataSource(), AccessIntent.READ, ReadAfterWritePin.create());
    }

    private TenantDataSource dataSource() {
        return runtime.registry().current();
    }

    private static List<Long> items(ResultSet rows) throws SQLException {
        return Arrays.asList((Long[]) rows.getArray(1).getArray());
    }
}
