package io.holdfast.error;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the dialect from the driver that threw. */
final class DialectGuess {
    /** The driver throws close to the top; below that the application's own packages begin. */
    private static final int FRAMES = 24;

    private DialectGuess() {}

    static ErrorDialect of(List<Throwable> links) {
        for (Throwable link : links) {
            ErrorDialect byClass = ofClassName(link.getClass().getName());
            if (byClass != null) {
                return byClass;
            }
        }
        for (Throwable link : links) {
            ErrorDialect byThrower = link instanceof SQLException ? ofThrower(link) : null;
            if (byThrower != null) {
                return byThrower;
            }
        }
        return ErrorDialect.GENERIC;
    }

    /** MariaDB's and Oracle's drivers throw plain java.sql types, so the class says nothing there. */
    static @Nullable ErrorDialect ofThrower(Throwable link) {
        StackTraceElement[] trace = link.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
            ErrorDialect dialect = ofClassName(trace[i].getClassName());
            if (dialect != null) {
                return dialect;
            }
        }
        return null;
    }

    static @Nullable ErrorDialect ofClassName(String name) {
        if (name.startsWith("org.postgresql.")) {
            return ErrorDialect.POSTGRESQL;
        }
        if (name.startsWith("org.mariadb.") || name.startsWith("com.mysql.")) {
            return ErrorDialect.MYSQL;
        }
        if (name.startsWith("org.h2.")) {
            return ErrorDialect.H2;
        }
        if (name.startsWith("oracle.")) {
            return ErrorDialect.ORACLE;
        }
        return name.startsWith("com.microsoft.sqlserver.") ? ErrorDialect.SQLSERVER : null;
    }
}
