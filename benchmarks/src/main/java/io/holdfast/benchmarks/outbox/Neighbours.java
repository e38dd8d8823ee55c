package io.holdfast.benchmarks.outbox;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long a tenant with little to say waits, alone and while another tenant of its database publishes more than its receiver takes: a
 * backlog grows beside it all the while. Once what is published leaves the processors time to spare, and once it does not.
 */
final class Neighbours {

    private static final String QUIET = "quiet";
    private static final String LOUD = "loud";
    private static final int QUIET_RATE = 100;

    private final Server server;
    private final Producers producers;
    private final Sizes sizes;
    private final Figures figures;

    Neighbours(Server server, Producers producers, Sizes sizes, Figures figures) {
        this.server = server;
        this.producers = producers;
        this.sizes = sizes;
        this.figures = figures;
    }

    void run() throws Exception {
        for (String tenant : new String[] {QUIET, LOUD}) {
            server.execute("CREATE SCHEMA IF NOT EXISTS " + tenant);
        }
        try (Application application = Application.startForTenants(server, QUIET, LOUD);
                Producers quiet = new Producers(1)) {
            measure(application, quiet, "warm-up", new Figures());
            measure(application, quiet, "alone", figures);
            besideFlood(application, quiet, "backlog", sizes.latencyRate() / 4);
            besideFlood(application, quiet, "flood", sizes.latencyRate());
        }
        // What is left of the flood is nothing that anybody waits for.
        server.execute("TRUNCATE holdfast.outbox");
    }

    private void besideFlood(Application application, Producers quiet, String name, int rate) throws Exception {
        ExecutorService floods = Executors.newSingleThreadExecutor();
        try {
            int seconds = (int) (seconds() + 1);
            int events = rate * seconds;
            Shop shop = application.shop();
            Future<?> flood = floods.submit(() -> producers.paced(rate, events, number -> {
                application.as(LOUD, () -> shop.publish(Payloads.FLOOD_TYPE));
            }));
            measure(application, quiet, "beside-" + name, figures);
            flood.get();
            figures.add(name + ".rows", waiting());
        } finally {
            floods.shutdownNow();
        }
    }

    private double seconds() {
        return sizes.slice().toMillis() * 2 / 1000.0;
    }

    private void measure(Application application, Producers quiet, String name, Figures to) throws Exception {
        try (RoundTripProbe probe = new RoundTripProbe(server)) {
            publish(application, quiet, name, to);
            probe.report(to, "round-trip." + name);
        }
    }

    private void publish(Application application, Producers quiet, String name, Figures to) {
        int events = (int) (QUIET_RATE * seconds());
        Latencies latencies = new Latencies(events);
        Shop shop = application.shop();
        application.sink().time(latencies);
        quiet.paced(QUIET_RATE, events, number -> {
            application.as(QUIET, () -> shop.publish(number, latencies));
            latencies.committed(number);
        });
        latencies.await();
        application.sink().time(null);
        latencies.report(to, "latency." + name);
    }

    private int waiting() throws SQLException {
        return Integer.parseInt(server.query("SELECT count(*) FROM holdfast.outbox WHERE tenant_id = '" + LOUD + "'"));
    }
}
