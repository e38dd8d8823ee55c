package io.holdfast.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: what differs from the standard classes. The vendor code is always 0. */
final class PostgresqlCodes {
    private PostgresqlCodes() {}

    static @Nullable Finding find(SQLException e, @Nullable String state) {
        if (state == null) {
            return null;
        }
        return switch (state) {
            // 08S02: the connection was swapped by the driver after a failover, the session state is gone.
            case "40001", "40P01", "08S02", "55006", "55000" -> Finding.ROLLED_BACK;
            case "57P01", "57P02", "57P05", "25P03" -> Finding.LOST;
            case "57P03" -> Finding.LOST_FOR_A_WHILE;
            case "99999" -> Finding.DRIVER_GAVE_UP;
            case "57P04" -> Finding.TENANT_MAPPING;
            case "57014", "25P04", "55P03" -> Finding.TIMED_OUT;
            case "53100" -> Finding.DISK_FULL;
            case "08004", "42501" -> Finding.AUTH;
            case "42P01" -> Finding.MISSING_OBJECT;
            case "25P02" -> Finding.AFTERMATH;
            case "0A000" -> isStalePlan(e) ? Finding.STALE_PLAN : Finding.STATEMENT;
            default -> null;
        };
    }

    /** The state alone says "feature not supported"; there is no other mark than the text. */
    private static boolean isStalePlan(SQLException e) {
        String message = e.getMessage();
        return message != null && message.contains("cached plan");
    }
}
