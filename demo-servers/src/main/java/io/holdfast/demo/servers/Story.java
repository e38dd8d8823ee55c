package io.holdfast.demo.servers;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo tells, and which of its claims did not hold.
 *
 * <p><strong>Threading:</strong> one thread.
 */
final class Story {

    private final long start = System.nanoTime();
    private final PrintStream out;
    private final List<String> broken = new ArrayList<>();
    private int claims;
    private int scenes;

    Story(PrintStream out) {
        this.out = out;
    }

    void say(String what) {
        out.println(what);
        out.flush();
    }

    void scene(String title) {
        scenes++;
        say("");
        say(scenes + ". " + title);
    }

    void saw(String what) {
        say("   > " + what);
    }

    void claim(String claim, boolean holds) {
        claims++;
        if (!holds) {
            broken.add(claim);
            saw("CLAIM DOES NOT HOLD: " + claim);
        }
    }

    void routes(Map<String, Integer> routes) {
        say("");
        say("What went where, and why");
        say("   tenant  request         node      reason                requests");
        routes.forEach((route, count) -> say(String.format(Locale.ROOT, "   %-56s%8d", route, count)));
    }

    String seconds() {
        return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / 1e9);
    }

    /** The exit code. */
    int end() {
        say("");
        if (broken.isEmpty()) {
            say("All " + claims + " claims hold, after " + seconds() + " s.");
            return 0;
        }
        broken.forEach(claim -> say("FAILED: " + claim));
        return 1;
    }
}
