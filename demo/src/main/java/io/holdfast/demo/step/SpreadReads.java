package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderService;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads use both standbys, and one request never jumps between them. */
final class SpreadReads implements Step {

    private static final int REQUESTS = 40;
    private static final int READS = 3;

    @Override
    public String title() {
        return "Reads spread over both standbys";
    }

    @Override
    public String intent() {
        return REQUESTS + " requests read " + READS + " times each and ask the database which server it is.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        Map<String, Integer> requests = new TreeMap<>();
        int jumped = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Set<String> nodes = stage.request(Stage.TENANTS.get(i % Stage.TENANTS.size()), () -> nodesOf(stage));
            jumped += nodes.size() > 1 ? 1 : 0;
            nodes.forEach(node -> requests.merge(node, 1, Integer::sum));
        }
        stage.observe("Requests per server: %s. Requests that saw two servers: %d.", requests, jumped);
        stage.claim("a request that only reads stays on one standby", jumped == 0);
        stage.claim("reads use exactly the two standbys", requests.keySet().equals(Set.of("r1", "r2")));
        stage.claim(
                "each standby gets at least 30 % of the requests",
                requests.values().stream().allMatch(count -> count * 10 >= REQUESTS * 3));
    }

    private static Set<String> nodesOf(Stage stage) throws Exception {
        Set<String> nodes = new TreeSet<>();
        for (int i = 0; i < READS; i++) {
            stage.bean(OrderService.class).count();
            nodes.add(stage.nodeOn(stage.bean(NodeProbe.class).ofReads().port()));
        }
        return nodes;
    }
}
