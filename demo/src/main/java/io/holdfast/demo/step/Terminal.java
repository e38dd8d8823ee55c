package io.holdfast.demo.step;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Plain text of at most 100 columns, without control sequences, so that it reads the same in a file.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class Terminal {

    private static final int WIDTH = 100;

    private final PrintStream out;
    private int headings;

    /** Writes to a stream. */
    public Terminal(PrintStream out) {
        this.out = out;
    }

    /** Begins a step. */
    public void heading(String title, String intent) {
        headings++;
        out.println();
        wrap(headings + ". ", "   ", title);
        wrap("   ", "   ", intent);
    }

    /** Says what was seen; the text is a format of {@link String#format}. */
    public void observed(String what, Object... values) {
        wrap("   > ", "     ", String.format(Locale.ROOT, what, values));
    }

    /** Says something outside any step. */
    public void say(String what) {
        wrap("", "", what);
    }

    private void wrap(String first, String next, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line = new StringBuilder(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
        out.flush();
    }

    /** Prints a line as it is, for tables. */
    public void row(String format, Object... values) {
        out.println(("   " + String.format(Locale.ROOT, format, values)).stripTrailing());
        out.flush();
    }
}
