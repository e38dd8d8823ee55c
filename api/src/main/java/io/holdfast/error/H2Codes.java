package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** H2: vendor codes. A lock time-out has the type of a time-out and a missing database that of a lost connection. */
final class H2Codes {
    private H2Codes() {}

    static @Nullable Finding find(int code) {
        return switch (code) {
            // 50200 undoes only the statement: the caller has to roll back before the repeat.
            case 40001, 90131, 50200 -> Finding.ROLLED_BACK;
            case 57014 -> Finding.TIMED_OUT;
            // 90007 may also be a closed statement on a good connection; giving that connection up is the safe side.
            case 90067, 90098, 90121, 90007 -> Finding.LOST;
            case 90097 -> Finding.WRONG_ROLE;
            case 90013, 90146, 90149, 90020, 90046, 90113 -> Finding.CONFIG;
            case 90135 -> Finding.OVERLOADED;
            case 28000 -> Finding.AUTH;
            case 23505 -> Finding.DUPLICATE;
            case 23506, 23502 -> Finding.CONSTRAINT;
            case 90079, 42102, 42103, 42104 -> Finding.MISSING_OBJECT;
            default -> null;
        };
    }
}
