package io.holdfast.jta.outbox.store;

import io.holdfast.error.DataFailure;
import io.holdfast.jta.outbox.store.dialect.OutboxDialect;
import io.holdfast.jta.outbox.store.dialect.OutboxTables;
import io.holdfast.outbox.spi.OutboxStore.SchemaState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/**
 * Looks at the tables and creates them.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class SchemaInstaller {
    static final int VERSION = 1;

    private final OutboxDialect dialect;

    SchemaInstaller(OutboxDialect dialect) {
        this.dialect = dialect;
    }

    SchemaState inspect(Connection connection) throws SQLException {
        return look(connection).state();
    }

    void create(Connection connection, Duration wait) throws SQLException {
        Found before = look(connection);
        if (refuseNewer(before).state() != SchemaState.CURRENT) {
            try {
                dialect.withSchemaLock(connection, wait, () -> createMissing(connection));
            } catch (SQLException e) {
                throw e instanceof DataFailure
                        ? e
                        : StoreMessages.creationRefused(dialect.tables().location(), e);
            }
        }
    }

    private void createMissing(Connection connection) throws SQLException {
        // Another node may have been faster.
        Found found = refuseNewer(look(connection));
        if (found.state() == SchemaState.CURRENT) {
            return;
        }
        int from = found.state() == SchemaState.OLDER ? found.version() : 0;
        try (Statement statement = connection.createStatement()) {
            for (int version = from + 1; version <= VERSION; version++) {
                for (String sql : SchemaScripts.statements(dialect.scripts(), version)) {
                    statement.execute(dialect.qualified(sql));
                }
            }
        }
    }

    private Found refuseNewer(Found found) throws SQLException {
        if (found.state() == SchemaState.NEWER) {
            throw StoreMessages.newerTables(dialect.tables().location(), found.version(), VERSION);
        }
        return found;
    }

    private Found look(Connection connection) throws SQLException {
        Set<String> tables = dialect.presentTables(connection);
        if (!tables.contains(OutboxTables.VERSION)) {
            return new Found(SchemaState.MISSING, 0);
        }
        String sql = "SELECT version, compatible_from FROM " + dialect.tables().version();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            // Without a row somebody's script broke off half-way.
            return rows.next() ? judge(rows.getInt(1), rows.getInt(2), tables) : new Found(SchemaState.MISSING, 0);
        }
    }

    private static Found judge(int version, int compatibleFrom, Set<String> tables) {
        if (version > VERSION) {
            return new Found(compatibleFrom <= VERSION ? SchemaState.CURRENT : SchemaState.NEWER, version);
        }
        if (!tables.containsAll(OutboxTables.ALL)) {
            return new Found(SchemaState.MISSING, version);
        }
        return new Found(version == VERSION ? SchemaState.CURRENT : SchemaState.OLDER, version);
    }

    private record Found(SchemaState state, int version) {}
}
