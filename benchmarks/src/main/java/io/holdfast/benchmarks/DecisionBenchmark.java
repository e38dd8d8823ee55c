package io.holdfast.benchmarks;

import io.holdfast.NodeRole;
import io.holdfast.ReadRequirement;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.routing.NodeGroup;
import io.holdfast.internal.routing.NodeHealth;
import io.holdfast.internal.routing.Router;
import io.holdfast.internal.tenancy.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The decision between primary and replicas alone, with data source and unit of work at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

    private final NodeGroup nodes = new NodeGroup(
            "orders",
            node("primary", NodeRole.PRIMARY, 0),
            List.of(node("r0", NodeRole.REPLICA, 0), node("r1", NodeRole.REPLICA, 1)));
    private final UnitOfWork reading = new UnitOfWork();
    private final UnitOfWork pinned = new UnitOfWork();

    /** Begins with a unit that has written. */
    public DecisionBenchmark() {
        pinned.pin("orders");
    }

    private static Node node(String name, NodeRole role, int index) {
        return new Node("orders", name, role, index, new NodeHealth(Duration.ofSeconds(5), System::nanoTime));
    }

    /** A read in a unit that has read. */
    @Benchmark
    public Decision read() {
        return Router.read(nodes, ReadRequirement.any(), reading);
    }

    /** A read in a unit that has written. */
    @Benchmark
    public Decision pinnedRead() {
        return Router.read(nodes, ReadRequirement.any(), pinned);
    }

    /** A write. */
    @Benchmark
    public Decision write() {
        return Router.write(nodes, true);
    }

    /** The first read of a new unit: what a request pays once, its memory included. */
    @Benchmark
    public Decision firstRead() {
        return Router.read(nodes, ReadRequirement.any(), new UnitOfWork());
    }
}
