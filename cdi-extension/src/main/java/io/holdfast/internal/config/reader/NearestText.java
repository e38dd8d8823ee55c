package io.holdfast.internal.config.reader;

import java.util.Collection;
import java.util.Comparator;

/** The candidate with the fewest letters to insert, remove or replace. */
final class NearestText {

    private NearestText() {}

    /** The shortest that only goes on after the text, else the first of the nearest in the order of the candidates. */
    static String of(String text, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.startsWith(text))
                .min(Comparator.comparingInt(String::length))
                .orElseGet(() -> nearest(text, candidates));
    }

    private static String nearest(String text, Collection<String> candidates) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            // The distance is at least the difference in length: most candidates need no table.
            if (Math.abs(candidate.length() - text.length()) < least) {
                int distance = distance(text, candidate);
                if (distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
