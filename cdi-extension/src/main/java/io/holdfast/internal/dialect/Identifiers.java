package io.holdfast.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Checks of names that end up in SQL. They are quoted as well: a name that needs more than quotes is an attack or an error. */
final class Identifiers {

    private static final int MAX_BYTES = 63;
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*\\.[a-zA-Z_][a-zA-Z0-9_.]*");

    private Identifiers() {}

    static void requireSchema(String schema) {
        boolean length = !schema.isEmpty() && schema.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        boolean letters = schema.chars().noneMatch(Identifiers::isUnsafe);
        if (!length || !letters) {
            throw new IllegalArgumentException(
                    "is no usable schema name; expected 1 to 63 bytes without quotes, backslashes,"
                            + " semicolons, line ends or control characters");
        }
    }

    private static boolean isUnsafe(int c) {
        return c == '"'
                || c == '\''
                || c == '`'
                || c == ';'
                || c == '\\'
                || c == 0x2028
                || c == 0x2029
                || Character.isISOControl(c)
                || Character.isSurrogate((char) c);
    }

    /** Variables of applications have two parts: a bare name could be a setting of the database itself, such as a role. */
    static void requireVariable(String name) {
        if (name.length() > MAX_BYTES || !VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "has a session variable that is not named like 'app.tenant'; expected ASCII"
                            + " letters, digits and '_' in at least two parts, joined by '.', 63 characters at most");
        }
    }

    static void requireValue(String value) {
        if (value.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "has a session variable with a NUL character in its value; expected a text");
        }
    }
}
