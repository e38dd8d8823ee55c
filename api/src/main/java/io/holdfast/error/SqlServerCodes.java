package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** SQL Server: error numbers. Small ones and -2 come from the .NET provider; the JDBC driver gives class 08 instead. */
final class SqlServerCodes {
    private SqlServerCodes() {}

    static @Nullable Finding find(int code) {
        return switch (code) {
            // 1222 undoes only the statement: the caller has to roll back before the repeat.
            case 1205, 41301, 41302, 41305, 41325, 41839, 3960, 1222 -> Finding.ROLLED_BACK;
            case 64, 121, 233, 10053, 10054, 10060, 20, 40197 -> Finding.LOST;
            case -2 -> Finding.OUTCOME_UNKNOWN;
            case 40501, 49918, 49919, 49920, 10928, 10929 -> Finding.OVERLOADED;
            case 40613, 4060, 983 -> Finding.LOST_FOR_A_WHILE;
            case 3906, 978, 979 -> Finding.WRONG_ROLE;
            case 18456, 229 -> Finding.AUTH;
            case 2601, 2627 -> Finding.DUPLICATE;
            case 547, 515 -> Finding.CONSTRAINT;
            case 208 -> Finding.MISSING_OBJECT;
            default -> null;
        };
    }
}
