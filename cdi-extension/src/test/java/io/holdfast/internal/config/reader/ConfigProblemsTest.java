package io.holdfast.internal.config.reader;

import static io.holdfast.internal.config.reader.Configs.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.reader.ConfigReader.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of bad input of data sources and nodes: found, named by its key, and no secret shown. */
final class ConfigProblemsTest {

    static final String ORDERS = "holdfast.datasource.orders.primary.url=jdbc:postgresql://db/orders";

    @Test
    void emptyConfigurationIsOneProblemThatTellsTheFirstLines() {
        Result result = Configs.read();

        assertThat(result.config()).isEmpty();
        assertThat(result.problems()).hasSize(1);
        assertThat(result.failureMessage())
                .startsWith("HOLDF00100: The configuration has 1 problem:")
                .contains("holdfast.datasource.default.primary.url=jdbc:postgresql://localhost/app")
                .contains("holdfast.datasource.default.primary.username=app");
    }

    @Test
    void missingPrimary() {
        assertProblem(
                "holdfast.datasource.orders.primary.url",
                "is missing",
                "holdfast.datasource.orders.replica.r1.url=jdbc:h2:mem:a");
    }

    @Test
    void namedDataSourceWithoutAnyKey() {
        assertProblem("holdfast.datasource.stock.primary.url", "is missing", ORDERS, "holdfast.datasources=stock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://app:hunter2@db/x", "jdbc:nosuch://app:hunter2@db/x"})
    void badUrlIsNotShown(String url) {
        Result result = Configs.read("holdfast.datasource.orders.primary.url=" + url);

        assertThat(result.problems())
                .extracting(ConfigProblem::key)
                .containsExactly("holdfast.datasource.orders.primary.url");
        assertThat(result.failureMessage()).doesNotContain("hunter2").doesNotContain("nosuch");
    }

    @Test
    void unknownDriver() {
        assertProblem(
                "holdfast.datasource.orders.driver",
                "cannot be loaded for node 'primary'",
                ORDERS,
                "holdfast.datasource.orders.primary.driver=com.example.NoDriver");
    }

    @Test
    void classThatIsNoDriver() {
        assertProblem(
                "holdfast.datasource.orders.driver",
                "is no driver",
                ORDERS,
                "holdfast.datasource.orders.driver=java.lang.String");
    }

    @Test
    void namesThatDifferOnlyInCase() {
        assertProblem(
                "holdfast.datasource.orders.primary.url",
                "there is 'Orders' already",
                ORDERS,
                "holdfast.datasource.Orders.primary.url=jdbc:postgresql://db/other");
    }

    @Test
    void dataSourceListedTwice() {
        assertProblem("holdfast.datasources", "is listed twice", ORDERS, "holdfast.datasources=orders,orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "10001", "ten", "1.5", "99999999999"})
    void badSize(String size) {
        assertProblem("holdfast.pool.max-size", "from 1 to 10000", ORDERS, "holdfast.pool.max-size=" + size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "ten seconds", "-5s", "PT-5S", "5 weeks", "2h", "0"})
    void badDuration(String duration) {
        assertProblem(
                "holdfast.datasource.orders.acquisition-timeout",
                "expected a duration from 1ms to 1h",
                ORDERS,
                "holdfast.datasource.orders.acquisition-timeout=" + duration);
    }

    @Test
    void wrongSharedValueIsReportedOnce() {
        assertProblem(
                "holdfast.pool.max-size",
                "from 1",
                ORDERS,
                "holdfast.datasource.orders.replica.r1.url=jdbc:postgresql://db/orders",
                "holdfast.pool.max-size=-1");
    }

    @Test
    void unreadablePasswordFile(@TempDir Path directory) {
        assertProblem(
                "holdfast.datasource.orders.password-file",
                "cannot be read",
                ORDERS,
                "holdfast.datasource.orders.password-file=" + directory.resolve("none"));
    }

    @Test
    void passwordBesidePasswordFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "x");

        Result result = Configs.read(
                ORDERS,
                "holdfast.datasource.orders.password=hunter2",
                "holdfast.datasource.orders.password-file=" + file);

        assertThat(result.problems())
                .extracting(ConfigProblem::key)
                .containsExactly("holdfast.datasource.orders.password");
        assertThat(result.failureMessage()).contains("expected one of the two").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "holdfast.tenancy.absent, allow, 'reject, default'",
        "holdfast.tenancy.unknown, allow, 'reject, default'",
        "holdfast.routing.default-intent, maybe, 'write, read'",
        "holdfast.routing.no-replica, wait, 'primary, fail'",
        "holdfast.datasource-bean, yes, 'true or false'",
        "holdfast.datasource.orders.dialect, oracle, 'auto, postgresql, mysql, mariadb, h2, generic'",
        "holdfast.datasource.orders.session-reset, never, 'shared, always, tracked'"
    })
    void wrongWord(String key, String word, String expected) {
        assertProblem(key, expected, ORDERS, key + "=" + word);
    }

    @Test
    void controlCharactersAndLongValuesDoNotReachTheMessage() {
        String id = "a\u0007b\r\nc" + "x".repeat(500);

        String message = Configs.read(ORDERS, "holdfast.tenants=" + id).failureMessage();

        assertThat(message).contains("a?b??cxxx").doesNotContain("\u0007", "\r").hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme,,globex", "acme,globex,", ",acme,globex"})
    void emptyEntry(String list) {
        assertProblem("holdfast.tenants", "has an empty entry", TEMPLATE, "holdfast.tenants=" + list);
    }

    @Test
    void replicaListedTwice() {
        assertProblem(
                "holdfast.datasource.orders.replicas",
                "is listed twice",
                ORDERS,
                "holdfast.datasource.orders.replicas=r1,r1",
                "holdfast.datasource.orders.replica.r1.url=jdbc:postgresql://db/orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R1", "primary", "\"r.1\""})
    void badReplicaName(String name) {
        String key = "holdfast.datasource.orders.replica." + name;

        assertProblem(
                key.replace("\"", ""), "is no name for a replica", ORDERS, key + ".url=jdbc:postgresql://db/orders");
    }

    @Test
    void replicaOfAnotherKindOfDatabase() {
        assertProblem(
                "holdfast.datasource.orders.replica.r1.url",
                "another kind of database",
                ORDERS,
                "holdfast.datasource.orders.replica.r1.url=jdbc:h2:mem:x");
    }

    @Test
    void badDataSourceName() {
        assertProblem(
                "holdfast.datasource.b\u00e4d",
                "is no name for a data source",
                "holdfast.datasource.b\u00e4d.primary.url=jdbc:h2:mem:x");
    }

    @Test
    void expressionThatCannotBeResolved() {
        assertProblem(
                "holdfast.datasource.orders.username",
                "could not be read",
                ORDERS,
                "holdfast.datasource.orders.username=${no.such.key}");
    }

    @Test
    void allProblemsAreReportedTogetherAndInOrder() {
        Result result = Configs.read(
                "holdfast.tenants=acme",
                "holdfast.tenant.acme.datasource=none",
                "holdfast.pool.max-size=0",
                "holdfast.datasource.b.primary.url=nonsense",
                "holdfast.datasource.a.replica.r.url=jdbc:h2:mem:a");

        assertThat(result.problems())
                .extracting(ConfigProblem::key)
                .containsExactly(
                        "holdfast.datasource.a.primary.url",
                        "holdfast.datasource.b.primary.url",
                        "holdfast.pool.max-size",
                        "holdfast.tenant.acme.datasource");
        assertThat(result.failureMessage()).startsWith("HOLDF00100: The configuration has 4 problems:");
    }

    static void assertProblem(String key, String message, String... lines) {
        Result result = Configs.read(lines);

        assertThat(result.config()).isEmpty();
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).key()).isEqualTo(key);
        assertThat(result.problems().get(0).message()).contains(message);
        Stream<String> urls =
                Arrays.stream(lines).filter(line -> line.contains(".url=")).map(line -> line.split("=", 2)[1]);
        assertThat(urls)
                .noneMatch(url -> url.length() > 3 && result.failureMessage().contains(url));
    }
}
