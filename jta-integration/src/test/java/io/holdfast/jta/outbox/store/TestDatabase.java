package io.holdfast.jta.outbox.store;

import io.holdfast.testsupport.mariadb.MariaDbPair;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of one of the kinds that the store knows, empty at first. */
record TestDatabase(Kind kind, String name) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static TestDatabase create(Kind kind) throws SQLException {
        TestDatabase database = new TestDatabase(kind, "outbox_" + kind.dialect() + NUMBER.incrementAndGet());
        switch (kind) {
            case POSTGRESQL -> PostgresCluster.shared().createDatabase(database.name);
            case MARIADB -> {
                Servers.MARIADB.createSchema(database.name);
                Servers.MARIADB.createSchema(database.name + "_foreign");
            }
            case H2 -> {}
        }
        return database;
    }

    /** A connection as the relay has it: where the login is at home. */
    Connection open() throws SQLException {
        return switch (kind) {
            case POSTGRESQL -> PostgresCluster.shared().primary().connect(name);
            case MARIADB ->
                DriverManager.getConnection(
                        Servers.MARIADB.primary().jdbcUrl(name), Servers.MARIADB.user(), Servers.MARIADB.password());
            case H2 -> DriverManager.getConnection("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        };
    }

    /** A connection as an application has it: in the schema of a tenant, in another time zone, in a transaction. */
    Connection openBusiness() throws SQLException {
        Connection connection = open();
        for (String statement : kind.foreign.replace("${name}", name).split(";")) {
            execute(connection, statement);
        }
        connection.setAutoCommit(false);
        return connection;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String toString() {
        return kind.dialect();
    }

    enum Kind {
        POSTGRESQL("SET search_path = ''; SET TIME ZONE 'Pacific/Kiritimati'"),
        MARIADB("USE `${name}_foreign`; SET time_zone = '-11:00'"),
        H2("CREATE SCHEMA IF NOT EXISTS foreign_tenant; SET SCHEMA foreign_tenant; SET TIME ZONE 'Pacific/Kiritimati'");

        private final String foreign;

        Kind(String foreign) {
            this.foreign = foreign;
        }

        String dialect() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The SQL of a moment long past. */
        String longAgo() {
            return this == MARIADB ? "'2001-01-01 00:00:00'" : "TIMESTAMP WITH TIME ZONE '2001-01-01 00:00:00+00'";
        }

        boolean isAvailable() {
            return this != MARIADB || MariaDbPair.available();
        }
    }

    private static final class Servers {
        static final MariaDbPair MARIADB = MariaDbPair.start();
    }
}
