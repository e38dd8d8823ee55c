package io.holdfast.jta.outbox.store.row;

import org.jspecify.annotations.Nullable;

/** Makes texts that nobody has checked, such as messages of exceptions, fit for every database. */
public final class StoredText {
    static final int LONGEST = 1_000;
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** Cuts a text, and replaces what PostgreSQL refuses: NUL and halves of surrogate pairs. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder fit = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && fit.length() < LONGEST; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && fit.length() + 2 <= LONGEST;
            if (pair) {
                fit.append(c).append(text.charAt(++i));
            } else {
                fit.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return fit.toString();
    }
}
