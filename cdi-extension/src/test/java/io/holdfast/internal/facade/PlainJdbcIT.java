package io.holdfast.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.internal.registry.HoldfastRuntime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** No library: what frameworks call around their statements. */
class PlainJdbcIT extends LibraryContract {

    @Override
    Library boot(DataSource dataSource) {
        return new PlainJdbc(dataSource);
    }

    @Test
    void takesTheReadOnlyHintBackBeforeClosing() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());

        for (boolean reading : new boolean[] {false, true}) {
            WorkScope unit = runtime.begin();
            try (unit;
                    Connection connection = runtime.dataSource(reading).getConnection()) {
                connection.setReadOnly(true);
                assertThat(isStandby(connection)).isTrue();

                connection.setReadOnly(false);

                assertThat(connection.isReadOnly()).isTrue();
                assertThatThrownBy(() -> insert(connection, 100, "refused"))
                        .satisfies(
                                e -> assertThat(DataErrors.classify(e).kind()).isEqualTo(DataErrorKind.READ_ONLY));
            }
        }
    }

    @Test
    void refusesToBecomeAWriteWhereNobodyAskedForAReadByHint() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());

        try (Connection connection = runtime.dataSource(true).getConnection()) {
            assertThatThrownBy(() -> connection.setReadOnly(false)).hasMessageStartingWith("HOLDF00306");
        }
    }

    @Test
    void asksForSettingsAndThenWorksWithOneConnection() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());

        try (Connection connection = runtime.dataSource(false).getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            insert(connection, 101, "stored");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
        }
        assertThat(stored(101)).isEqualTo("stored");
    }

    private static boolean isStandby(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void insert(Connection connection, int id, String body) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into note(id, body) values (?, ?)")) {
            statement.setInt(1, id);
            statement.setString(2, body);
            statement.executeUpdate();
        }
    }

    private record PlainJdbc(DataSource dataSource) implements Library {

        @Override
        public boolean write(int id, String body) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                insert(connection, id, body);
                boolean standby = isStandby(connection);
                connection.commit();
                return standby;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Seen read(int id) {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement("select body from note where id = ?")) {
                statement.setInt(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    String body = row.next() ? row.getString(1) : null;
                    return new Seen(isStandby(connection), body);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }
}
