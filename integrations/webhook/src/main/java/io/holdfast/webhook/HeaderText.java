package io.holdfast.webhook;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What may stand in an HTTP header, and how anything else gets there. */
final class HeaderText {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7E\\t]*");
    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    /** A token of RFC 9110. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** ASCII without control characters. */
    static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    /** What a String of CloudEvents may not hold: control characters, and half a character. */
    static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(c ->
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /**
     * Percent-encodes what the HTTP binding of CloudEvents 1.0.2 (section 3.1.3.2) says: all but the visible characters of ASCII,
     * and the quotation mark and the percent sign. The SDK leaves this to the caller.
     */
    static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F && b != '"' && b != '%') {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }
}
