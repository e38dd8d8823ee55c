package io.holdfast.internal.datasource.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.holdfast.AccessIntent;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import io.holdfast.testsupport.naming.TestNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool of the server outside of transactions, with one connection to a stub that speaks PostgreSQL. */
class ServerPoolTest {

    private static final String NAME = "java:test/ServerPoolTest";

    private StubDatabase database;
    private AgroalDataSource server;
    private HoldfastRuntime runtime;

    @BeforeEach
    void bindTheServersPool() throws SQLException {
        database = StubDatabase.named("server-pool");
        database.answer("pg_is_in_recovery", false);
        server = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofMillis(50))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())))
                .get());
        TestNames.bind(NAME, server);
        runtime = start();
    }

    private static HoldfastRuntime start() {
        return TestRuntimes.configure()
                .set("datasource.default.dialect", "postgresql")
                .set("datasource.default.primary.jndi", NAME)
                .start();
    }

    @AfterEach
    void close() {
        runtime.close();
        server.close();
        database.clearScripts();
        database.close();
        TestNames.unbind(NAME);
    }

    private Connection write() {
        return runtime.registry().current().acquire(AccessIntent.WRITE);
    }

    @Test
    void lookUpAtBootOpensNoConnection() {
        assertThat(runtime.nameProblems()).isEmpty();
        assertThat(database.openConnections()).isZero();
    }

    @Test
    void nameThatIsMissingIsAProblemUntilItIsThere() {
        TestNames.unbind(NAME);

        assertThat(runtime.nameProblems())
                .singleElement()
                .asString()
                .contains("HOLDF00360", "holdfast.datasource.default.primary.jndi", NAME);
        assertThatThrownBy(this::write)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("HOLDF00360")
                .extracting(e -> ((DataException) e).details().kind())
                .isEqualTo(DataErrorKind.CONFIG);

        TestNames.bind(NAME, server);

        assertThat(runtime.nameProblems()).isEmpty();
    }

    @Test
    void fullPoolOfTheServerIsToldAsSuch() throws SQLException {
        try (Connection held = server.getConnection()) {
            assertThat(held.isClosed()).isFalse();
            assertThatThrownBy(this::write)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("The pool is the server's")
                    .hasMessageContaining(NAME)
                    .extracting(e -> ((DataException) e).details().kind())
                    .isEqualTo(DataErrorKind.OVERLOADED);
        }
    }

    @Test
    void sessionThatCannotBeCleanedIsCutOff() throws SQLException {
        try (Connection connection = write();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT");
            database.at(CallSite.STATEMENT).containing("RESET ALL").fail("57014");
        }

        assertThat(database.openConnections()).as("connections of the stub").isZero();
    }

    @Test
    void closingTheRegistryLeavesTheServersPoolOpen() throws SQLException {
        write().close();

        runtime.close();

        assertThatThrownBy(this::write).isInstanceOf(DataException.class).hasMessageContaining("HOLDF00300");
        try (Connection connection = server.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
