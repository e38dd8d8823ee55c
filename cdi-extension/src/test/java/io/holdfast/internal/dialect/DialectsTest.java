package io.holdfast.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.internal.dialect.Dialect.DriverSettings;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DialectsTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/x, postgresql",
        "'jdbc:mysql:loadbalance://a,b/x', mysql",
        "jdbc:mariadb://db/x, mariadb",
        "jdbc:h2:mem:x, h2",
        "jdbc:oracle:thin:@db, generic",
        "jdbc:, generic",
        "nonsense, generic"
    })
    void urlTellsTheDialect(String url, String name) {
        assertThat(Dialects.forUrl(url).name()).isEqualTo(name);
        assertThat(Dialects.byName(name)).isSameAs(Dialects.forUrl(url));
    }

    @Test
    void unknownNameIsRefused() {
        assertThatThrownBy(() -> Dialects.byName("db2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("generic, h2, mariadb, mysql, postgresql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "mysql", "h2", "generic"})
    void schemaNamesThatNeedMoreThanQuotesAreRefused(String name) {
        for (String schema : new String[] {
            "", "a\"b", "a'b", "a`b", "a;b", "a\\b", "a\nb", "a\u0000b", "a\u2028b", "x".repeat(64), "\u00e4".repeat(32)
        }) {
            assertThatThrownBy(() -> Dialects.byName(name).plan(new SessionTarget(schema, Map.of(), false), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no usable schema name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "mysql", "h2"})
    void variableNamesOfOnePartOrWithOddLettersAreRefused(String name) {
        for (String variable : new String[] {"role", "app.", ".app", "app.te nant", "app.x'", "app.x`", "app.x\""}) {
            assertThatThrownBy(() ->
                            Dialects.byName(name).plan(new SessionTarget(null, Map.of(variable, "1"), false), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not named like 'app.tenant'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "h2", "generic"})
    void whatIsNotGuaranteedIsSaid(String name) {
        assertThat(Dialects.byName(name).gaps()).isNotEmpty();
    }

    @Test
    void onlyDatabasesThatRefuseWritesSaySo() {
        assertThat(Dialects.byName("postgresql").enforcesReadOnly()).isTrue();
        assertThat(Dialects.byName("mariadb").enforcesReadOnly()).isTrue();
        assertThat(Dialects.byName("h2").enforcesReadOnly()).isFalse();
        assertThat(Dialects.byName("generic").enforcesReadOnly()).isFalse();
    }

    @Test
    void postgresTimesAreWholeSecondsAndAtLeastOne() {
        Map<String, String> properties = Dialects.byName("postgresql")
                .driverProperties(new DriverSettings(
                        Duration.ofMillis(200), Duration.ofMillis(1500), Duration.ofSeconds(5), true));

        assertThat(properties)
                .containsEntry("connectTimeout", "1")
                .containsEntry("loginTimeout", "1")
                .containsEntry("socketTimeout", "2")
                .containsEntry("options", "-c search_path=");
    }

    @Test
    void postgresWithoutASocketTimeoutOrSchemasIsLeftAlone() {
        Map<String, String> properties = Dialects.byName("postgresql")
                .driverProperties(
                        new DriverSettings(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(5), false));

        assertThat(properties).containsEntry("socketTimeout", "0").doesNotContainKey("options");
    }

    @Test
    void mariadbTimesAreMilliseconds() {
        Map<String, String> properties = Dialects.byName("mariadb")
                .driverProperties(new DriverSettings(
                        Duration.ofMillis(2500), Duration.ofSeconds(30), Duration.ofSeconds(5), false));

        assertThat(properties)
                .containsEntry("connectTimeout", "2500")
                .containsEntry("socketTimeout", "30000")
                .containsEntry("useResetConnection", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://db:3306/shop?a=/b, shop",
        "'jdbc:mysql:replication://a,b/shop', shop",
        "jdbc:mysql://db/,",
        "jdbc:mysql://db,"
    })
    void mysqlSessionsGoHomeToTheDatabaseOfTheUrl(String url, String database) {
        assertThat(Dialects.byName("mysql").homeSchema(url).orElse(null)).isEqualTo(database);
    }

    @Test
    void fullResetThroughAnUnknownDriverIsRefused() {
        Connection unknown = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);
        SessionPlan plan = Dialects.byName("mysql").plan(new SessionTarget(null, Map.of(), false), true);

        assertThatThrownBy(() -> plan.apply(unknown))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("session-reset=tracked");
    }
}
