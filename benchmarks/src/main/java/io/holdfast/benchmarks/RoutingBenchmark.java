package io.holdfast.benchmarks;

import io.holdfast.AccessIntent;
import io.holdfast.NodeRole;
import io.holdfast.ReadRequirement;
import io.holdfast.Route;
import io.holdfast.WorkScope;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.routing.NodeGroup;
import io.holdfast.internal.routing.NodeHealth;
import io.holdfast.internal.routing.Router;
import io.holdfast.internal.tenancy.UnitOfWork;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From a tenant's name to the node of a read; no pool is touched. The tenant is another one at each call, from prepared texts, and
 * each tenant has a request of its own that has read before, for both routers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {

    private static final int CALLS = 1 << 14;
    private static final int REPLICAS = 2;

    /** Number of tenants, each with a data source of its own. */
    @Param({"1", "100", "10000"})
    public int dataSources;

    private final int[] order = new int[CALLS];
    private String[] tenants;
    private UnitOfWork[] units;
    private IdealRouter.Request[] requests;
    private IdealRouter<Node> ideal;
    private Map<String, NodeGroup> byTenant;
    private HoldfastRuntime runtime;
    private WorkScope scope;
    private int call;

    /** Makes the tenants. */
    @Setup
    public void prepare() {
        tenants = new String[dataSources];
        units = new UnitOfWork[dataSources];
        requests = new IdealRouter.Request[dataSources];
        Map<String, NodeGroup> groups = new HashMap<>();
        Map<String, IdealRouter.Entry<Node>> entries = new HashMap<>();
        for (int i = 0; i < dataSources; i++) {
            NodeGroup nodes = nodes(Application.dataSource(i));
            tenants[i] = Application.tenant(i);
            units[i] = new UnitOfWork();
            requests[i] = new IdealRouter.Request();
            groups.put(tenants[i], nodes);
            entries.put(
                    tenants[i], new IdealRouter.Entry<>(nodes.primary(), List.of(nodes.replica(0), nodes.replica(1))));
            Router.read(nodes, ReadRequirement.any(), units[i]);
        }
        byTenant = Map.copyOf(groups);
        ideal = new IdealRouter<>(entries);
        runtime = Application.holdfast(dataSources, REPLICAS);
        scope = runtime.begin();
        Random random = new Random(42);
        for (int i = 0; i < CALLS; i++) {
            order[i] = random.nextInt(dataSources);
        }
    }

    private static NodeGroup nodes(String name) {
        return new NodeGroup(
                name,
                node(name, "primary", NodeRole.PRIMARY, 0),
                List.of(node(name, "r0", NodeRole.REPLICA, 0), node(name, "r1", NodeRole.REPLICA, 1)));
    }

    private static Node node(String dataSource, String name, NodeRole role, int index) {
        return new Node(dataSource, name, role, index, new NodeHealth(Duration.ofSeconds(5), System::nanoTime));
    }

    /** Ends the unit of work. */
    @TearDown
    public void finish() {
        scope.close();
        runtime.close();
    }

    private int next() {
        return order[call++ & (CALLS - 1)];
    }

    /** The lower bound. */
    @Benchmark
    public Node ideal() {
        int i = next();
        return ideal.read(tenants[i], requests[i]);
    }

    /** The decision of the engine, with the unit of work at hand. */
    @Benchmark
    public Decision router() {
        int i = next();
        return Router.read(byTenant.get(tenants[i]), ReadRequirement.any(), units[i]);
    }

    /** The same through the public registry: checks the tenant's name and finds the unit of work by the thread. */
    @Benchmark
    public Route registry() {
        return runtime.registry().explain(tenants[next()], AccessIntent.READ);
    }
}
