package io.holdfast.demo.step;

import io.holdfast.AccessIntent;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Counts the connections that Holdfast gave out: for which tenant, to which node, why. Being a bean is all it takes to be told.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class RouteTally implements RouteListener {

    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::tenant).thenComparing(Line::node).thenComparing(Line::reason);

    private final Map<Line, LongAdder> counts = new ConcurrentHashMap<>();

    /** One line of the table: the same tenant, node, intent and reason. */
    record Line(String tenant, String node, AccessIntent intent, RouteReason reason) {}

    @Override
    public void onAcquired(Route route, TenantId tenant, long waitNanos) {
        Line line = new Line(tenant.value(), route.node(), route.intent(), route.reason());
        counts.computeIfAbsent(line, key -> new LongAdder()).increment();
    }

    long count(Predicate<Line> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    long all() {
        return count(line -> true);
    }

    long reads(String node) {
        return count(line -> line.intent() == AccessIntent.READ && line.node().equals(node));
    }

    Map<Line, Long> lines() {
        Map<Line, Long> sorted = new TreeMap<>(ORDER.thenComparing(Line::intent));
        counts.forEach((line, count) -> sorted.put(line, count.sum()));
        return sorted;
    }
}
