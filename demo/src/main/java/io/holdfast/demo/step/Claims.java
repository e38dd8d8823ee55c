package io.holdfast.demo.step;

import java.util.ArrayList;
import java.util.List;

/**
 * What the demo says about Holdfast, checked in this very run.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class Claims {

    private final Terminal terminal;
    private final List<String> broken = new ArrayList<>();
    private int checked;

    /** Says on a terminal which claim does not hold. */
    public Claims(Terminal terminal) {
        this.terminal = terminal;
    }

    void check(String claim, boolean holds) {
        checked++;
        if (!holds) {
            broken.add(claim);
            terminal.observed("%s", "CLAIM DOES NOT HOLD: " + claim);
        }
    }

    /** Returns how many claims were checked. */
    public int checked() {
        return checked;
    }

    /** Returns the claims that do not hold. */
    public List<String> broken() {
        return List.copyOf(broken);
    }
}
