package io.holdfast.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.dialect.Dialect.SessionTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class H2DialectTest {

    private final Dialect dialect = Dialects.byName("h2");
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"acme-1\"; CREATE SCHEMA \"globex\"");
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void schemaAndVariablesAreSet() throws SQLException {
        dialect.plan(new SessionTarget("acme-1", Map.of("app.tenant", "O'Hara; --"), false), true)
                .apply(connection);

        assertThat(query("SELECT SCHEMA()")).isEqualTo("acme-1");
        assertThat(query("SELECT @\"app.tenant\"")).isEqualTo("O'Hara; --");
    }

    @Test
    void fullResetWithoutASchemaGoesBackToPublic() throws SQLException {
        dialect.plan(new SessionTarget("globex", Map.of(), false), true).apply(connection);

        dialect.plan(new SessionTarget(null, Map.of(), false), true).apply(connection);

        assertThat(query("SELECT SCHEMA()")).isEqualTo("PUBLIC");
    }

    private String query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
