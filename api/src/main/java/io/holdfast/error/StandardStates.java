package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** SQLSTATEs that mean the same everywhere: a few exact ones, then the classes (first two characters). */
final class StandardStates {
    private StandardStates() {}

    static @Nullable Finding find(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return null;
        }
        return switch (state) {
            case "08007", "40003" -> Finding.OUTCOME_UNKNOWN;
            case "23505" -> Finding.DUPLICATE;
            case "25006" -> Finding.WRONG_ROLE;
            case "40002" -> Finding.CONSTRAINT;
            case "42S02" -> Finding.MISSING_OBJECT;
            default -> findClass(state.charAt(0), state.charAt(1));
        };
    }

    private static @Nullable Finding findClass(char first, char second) {
        return switch (first) {
            case '0' -> second == '8' ? Finding.LOST : second == 'A' ? Finding.STATEMENT : null;
            case '2' -> second == '2' || second == '3' ? Finding.CONSTRAINT : second == '8' ? Finding.AUTH : null;
            case '3' -> second == 'D' ? Finding.CONFIG : second == 'F' ? Finding.MISSING_OBJECT : null;
            case '4' -> second == '0' ? Finding.ROLLED_BACK : second == '2' ? Finding.STATEMENT : null;
            case '5' -> findOperational(second);
            case 'X' -> second == 'X' ? Finding.PERMANENT : null;
            default -> null;
        };
    }

    private static @Nullable Finding findOperational(char second) {
        return switch (second) {
            case '3' -> Finding.OVERLOADED;
            case '7' -> Finding.TIMED_OUT;
            case '8' -> Finding.LOST;
            default -> null;
        };
    }
}
