package io.holdfast.tck.weldse.nodes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all nodes have told, in the order in which it was heard, and what is wrong with it: lost events, events that were delivered
 * though rolled back, duplicates without an excuse, events of a key out of order.
 *
 * <p>An excuse for a duplicate is a crash of the node that delivered it first, a killed backend, or that this node has told that it
 * lost its lease.
 */
final class History {

    private final Map<String, String> outcomes = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, List<String>> published = new LinkedHashMap<>();
    private final Map<String, List<Delivered>> deliveries = new LinkedHashMap<>();
    private final List<String> deliveredInOrder = new ArrayList<>();
    private final Set<String> excused = new HashSet<>();
    private int delivered;

    private record Delivered(String node, int attempt) {}

    /** Hears a line of a node. */
    synchronized void hear(String line) {
        String[] words = line.split(" ");
        String node = words[0];
        switch (words[1]) {
            case "PUBLISHED" -> {
                keys.put(words[2], words[3]);
                published.computeIfAbsent(words[3], any -> new ArrayList<>()).add(words[2]);
            }
            case "COMMITTED", "ROLLED_BACK", "UNKNOWN" -> outcomes.put(words[2], words[1]);
            case "DELIVERED" -> {
                delivered++;
                if (!deliveries.containsKey(words[2])) {
                    deliveredInOrder.add(words[2]);
                }
                deliveries
                        .computeIfAbsent(words[2], any -> new ArrayList<>())
                        .add(new Delivered(node, Integer.parseInt(words[3])));
            }
            case "CRASH", "BACKEND_KILLED", "LEASE_LOST", "KILLED" -> excused.add(node);
            default -> {
                // Told for whoever reads it.
            }
        }
    }

    synchronized int committed() {
        return (int) outcomes.values().stream().filter("COMMITTED"::equals).count();
    }

    synchronized int delivered() {
        return delivered;
    }

    synchronized boolean hasExcuse(String node) {
        return excused.contains(node);
    }

    /** What is wrong. Everything must have been delivered by now. */
    synchronized List<String> violations() {
        List<String> violations = new ArrayList<>();
        outcomes.forEach((id, outcome) -> {
            if (outcome.equals("COMMITTED") && !deliveries.containsKey(id)) {
                violations.add("lost: " + id);
            }
            if (outcome.equals("ROLLED_BACK") && deliveries.containsKey(id)) {
                violations.add("delivered though rolled back: " + id);
            }
        });
        deliveries.forEach((id, all) -> findDuplicates(id, all, violations));
        published.values().forEach(ids -> findDisorder(ids, violations));
        return violations;
    }

    private void findDuplicates(String id, List<Delivered> all, List<String> violations) {
        for (Delivered one : all) {
            boolean first = all.stream().noneMatch(other -> other.attempt() < one.attempt());
            if (all.size() > 1 && first && !excused.contains(one.node())) {
                violations.add("delivered " + all.size() + " times without a crash or lost lease of the first: " + id);
            }
        }
    }

    private void findDisorder(List<String> ids, List<String> violations) {
        List<String> expected = ids.stream().filter(deliveries::containsKey).toList();
        List<String> found = deliveredInOrder.stream()
                .filter(new HashSet<>(expected)::contains)
                .toList();
        if (!expected.equals(found)) {
            violations.add("out of order: key " + keys.get(ids.get(0)));
        }
    }
}
