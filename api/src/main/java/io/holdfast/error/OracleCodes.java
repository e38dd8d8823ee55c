package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** Oracle: ORA numbers. */
final class OracleCodes {
    private OracleCodes() {}

    static @Nullable Finding find(int code) {
        return switch (code) {
            // 60 undoes only the statement: the caller has to roll back before the repeat.
            case 60, 8177, 4068, 1555 -> Finding.ROLLED_BACK;
            case 54, 30006 -> Finding.TIMED_OUT;
            case 3113, 3114, 3135, 12537, 17002, 17008, 17410, 28, 1092, 2396, 1012 -> Finding.LOST;
            case 25402, 25405, 25408 -> Finding.OUTCOME_UNKNOWN;
            case 1033, 1034, 1089, 1090, 12514, 12528, 12541 -> Finding.LOST_FOR_A_WHILE;
            case 12516, 12519, 12520, 18, 20, 2391 -> Finding.OVERLOADED;
            case 16000, 16456 -> Finding.WRONG_ROLE;
            // 28000: the account is locked, and repeated logins keep it so.
            case 1017, 28000, 1031 -> Finding.AUTH;
            case 1 -> Finding.DUPLICATE;
            case 1400, 2291, 2292 -> Finding.CONSTRAINT;
            case 942 -> Finding.MISSING_OBJECT;
            default -> null;
        };
    }
}
