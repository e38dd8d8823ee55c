package io.holdfast.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB: vendor codes, because most of them share the state HY000 or 42000. */
final class MysqlCodes {
    private MysqlCodes() {}

    static @Nullable Finding find(SQLException e, @Nullable String state, int code) {
        Finding byCode = findCode(code);
        if (byCode != null) {
            return byCode;
        }
        if ("08004".equals(state)) {
            return Finding.OVERLOADED;
        }
        return "42000".equals(state) && isClosedConnection(e) ? Finding.LOST : null;
    }

    private static @Nullable Finding findCode(int code) {
        return switch (code) {
            // 1205 undoes only the statement: the caller has to roll back before the repeat.
            case 1213, 1205 -> Finding.ROLLED_BACK;
            case 1290, 1836, 1792 -> Finding.WRONG_ROLE;
            case 1040, 1203, 1226 -> Finding.OVERLOADED;
            case 1053, 2006, 2013, 1158, 1159, 1160, 1161, 1047, 1927 -> Finding.LOST;
            case 1317, 3024, 1969, 3572 -> Finding.TIMED_OUT;
            case 1044, 1045 -> Finding.AUTH;
            case 1049 -> Finding.CONFIG;
            case 1146 -> Finding.MISSING_OBJECT;
            case 1062, 1557, 1586 -> Finding.DUPLICATE;
            // 1364 (no default value) has the state HY000, so its class would say nothing.
            case 1451, 1452, 1216, 1217, 1364 -> Finding.CONSTRAINT;
            default -> null;
        };
    }

    /** MariaDB's driver gives a pool that sets the network time-out of a dead connection nothing but this text. */
    private static boolean isClosedConnection(SQLException e) {
        String message = e.getMessage();
        return message != null && message.contains("setNetworkTimeout") && message.contains("closed connection");
    }
}
