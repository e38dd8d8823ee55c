package io.holdfast.benchmarks.outbox;

import io.holdfast.benchmarks.outbox.PlainJdbc.Drain;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One round of everything, in an order in which what is compared comes one after the other. */
final class Measurements {

    private static final String OUTBOX = "holdfast.outbox";
    private static final String FILL =
            "INSERT INTO holdfast.outbox (message_id, tenant_id, channel, msg_type, content_type,"
                    + " payload, headers, due_at, created_at) SELECT uuidv7(), '', 'default', '"
                    + Payloads.TYPE
                    + "', 'application/octet-stream', convert_to('" + Payloads.TEXT
                    + "', 'SQL_ASCII'), '{}', clock_timestamp(),"
                    + " clock_timestamp() FROM generate_series(1, %d)";
    private static final String FILL_BARE = "INSERT INTO bare_outbox (tenant_id, topic, payload) SELECT 'acme', '"
            + Payloads.TYPE + "', convert_to('" + Payloads.TEXT + "', 'SQL_ASCII') FROM generate_series(1, %d)";

    private final Server server;
    private final PlainJdbc jdbc;
    private final Sizes sizes;
    private final Figures figures;
    private final Producers producers;

    Measurements(Server server, Producers producers, Sizes sizes, Figures figures) {
        this.server = server;
        this.jdbc = new PlainJdbc(server);
        this.producers = producers;
        this.sizes = sizes;
        this.figures = figures;
    }

    void run() throws Exception {
        server.checkpoint();
        jdbcTransactions();
        try (Application application = Application.start(server, false)) {
            alternate(application, "write");
            roundTrips(application);
        }
        drainByHand();
        fill(FILL, OUTBOX);
        try (Application application = Application.start(server, true)) {
            drain(application);
            alternate(application, "business");
            figures.add(
                    "insert.jdbc", producers.run(sizes.slice(), jdbc::insertRow).rate());
            delivered(application);
            latency(application);
        }
        new Neighbours(server, producers, sizes, figures).run();
        gruelbox();
        server.execute("TRUNCATE bare_outbox");
    }

    private void jdbcTransactions() {
        Slices slices = new Slices("jdbc");
        slices.alternate(() -> jdbc.order(false), () -> jdbc.order(true), () -> {});
    }

    private void gruelbox() {
        Deliveries deliveries = new Deliveries();
        try (Gruelbox gruelbox = new Gruelbox(server, deliveries)) {
            Producers.Run run = producers.run(sizes.slice(), gruelbox::publish);
            figures.add("published.gruelbox", run.rate());
            figures.add("delivered.gruelbox", deliveries.rate(run));
        }
    }

    private void delivered(Application application) {
        delivered(application, Payloads.TYPE, "holdfast");
        delivered(application, Payloads.HANDLED_TYPE, "handler");
    }

    private void delivered(Application application, String type, String name) {
        Shop shop = application.shop();
        Deliveries deliveries = application.sink().deliveries();
        deliveries.forget();
        Producers.Run run = producers.run(sizes.slice(), () -> shop.publish(type));
        figures.add("published." + name, run.rate());
        figures.add("delivered." + name, deliveries.rate(run));
        application.awaitEmptyOutbox();
    }

    private void alternate(Application application, String name) {
        Shop shop = application.shop();
        boolean relay = name.equals("business");
        new Slices(name)
                .alternate(
                        () -> shop.order(0),
                        () -> shop.order(1),
                        relay ? application::awaitEmptyOutbox : () -> server.execute("TRUNCATE " + OUTBOX));
    }

    /** Transactions without and with an event in turn, as they come: without, with, with, without. */
    private final class Slices {
        private final String name;
        private final Duration slice = sizes.slice().dividedBy(2);
        private double plain;
        private double event;

        Slices(String name) {
            this.name = name;
        }

        void alternate(Producers.Work without, Producers.Work with, Producers.Work tidy) {
            try {
                plain += producers.run(slice, without).rate();
                event += producers.run(slice, with).rate();
                tidy.run();
                event += producers.run(slice, with).rate();
                tidy.run();
                plain += producers.run(slice, without).rate();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot tidy up after '" + name + "'", e);
            }
            figures.add(name + ".plain", plain / 2);
            figures.add(name + ".event", event / 2);
        }
    }

    private void drainByHand() throws SQLException {
        drain(OUTBOX, "due_at, id", Drain.LOCK, "drain.jdbc");
        drain(OUTBOX, "due_at, id", Drain.LEASE, "drain.jdbc-lease");
        drain("bare_outbox", "id", Drain.LOCK, "drain.jdbc-bare");
    }

    private void drain(String table, String order, Drain how, String name) throws SQLException {
        fill(table.equals(OUTBOX) ? FILL : FILL_BARE, table);
        long start = System.nanoTime();
        long drained = jdbc.drain(table, order, how);
        figures.add(name, drained * 1e9 / (System.nanoTime() - start));
    }

    /** Of a relay that has just been started, as after a failure: it looks through the table at once. */
    private void drain(Application application) throws SQLException {
        Deliveries deliveries = application.sink().deliveries();
        figures.add("drain.holdfast", deliveries.rate(sizes.backlog()));
        application.awaitEmptyOutbox();
        // The pages of so many dead rows are not part of what comes next.
        server.execute("TRUNCATE " + OUTBOX);
    }

    private void fill(String sql, String table) throws SQLException {
        server.execute("TRUNCATE " + table);
        server.checkpoint();
        server.execute(sql.formatted(sizes.backlog()));
        server.execute("ANALYZE " + table);
    }

    private void latency(Application application) throws Exception {
        int events = (int) (sizes.latencyRate() * sizes.slice().toMillis() / 1000);
        server.execute("TRUNCATE bare_outbox");
        Latencies polled = new Latencies(events);
        ExecutorService poller = Executors.newSingleThreadExecutor();
        try {
            Future<?> polling = poller.submit(() -> {
                jdbc.poll(polled);
                return null;
            });
            producers.paced(sizes.latencyRate(), events, number -> jdbc.publish(number, polled));
            polling.get();
        } finally {
            poller.shutdownNow();
        }
        polled.report(figures, "latency.polling");
        holdfastLatency(application, events);
    }

    private void holdfastLatency(Application application, int events) {
        Latencies latencies = new Latencies(events);
        Shop shop = application.shop();
        application.sink().time(latencies);
        producers.paced(sizes.latencyRate(), events, number -> {
            shop.publish(number, latencies);
            latencies.committed(number);
        });
        application.awaitEmptyOutbox();
        application.sink().time(null);
        latencies.report(figures, "latency.holdfast");
    }

    private void roundTrips(Application application) throws Exception {
        Shop shop = application.shop();
        long none = roundTrips(shop, 0);
        for (int events : RoundTrips.EVENTS) {
            figures.add("round-trips." + events + ".more", roundTrips(shop, events) - none);
            server.execute("TRUNCATE " + OUTBOX);
        }
    }

    /** Of the tenth transaction of its kind: the driver has prepared its statements. */
    private long roundTrips(Shop shop, int events) throws Exception {
        for (int i = 0; i < 9; i++) {
            shop.order(events);
        }
        long count = RoundTrips.of(() -> shop.order(events));
        figures.add("round-trips." + events, count);
        long start = System.nanoTime();
        int times = 100;
        for (int i = 0; i < times; i++) {
            shop.order(events);
        }
        figures.add("transaction." + events + ".ms", (System.nanoTime() - start) / 1e6 / times);
        return count;
    }
}
