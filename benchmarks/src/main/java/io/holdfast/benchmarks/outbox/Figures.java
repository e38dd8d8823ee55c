package io.holdfast.benchmarks.outbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by name, one value per round. */
final class Figures {

    private final Map<String, Series> series = new LinkedHashMap<>();

    void add(String name, double value) {
        series.computeIfAbsent(name, any -> new Series(new ArrayList<>()))
                .values
                .add(value);
    }

    Map<String, Series> all() {
        return series;
    }

    Series get(String name) {
        Series found = series.get(name);
        if (found == null) {
            throw new IllegalArgumentException("'" + name + "' was not measured; there are " + series.keySet());
        }
        return found;
    }

    /** Round by round: what drifts over minutes hits both. */
    Series ratio(String name, String to) {
        List<Double> quotients = new ArrayList<>();
        List<Double> divisors = get(to).values;
        List<Double> dividends = get(name).values;
        for (int i = 0; i < dividends.size(); i++) {
            quotients.add(dividends.get(i) / divisors.get(i));
        }
        return new Series(quotients);
    }

    /**
     * One value per round.
     *
     * @param values the values, in the order of the rounds
     */
    record Series(List<Double> values) {

        double min() {
            return Collections.min(values);
        }

        double max() {
            return Collections.max(values);
        }

        double median() {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }
}
