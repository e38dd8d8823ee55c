package io.holdfast.internal.config.reader;

import static io.holdfast.internal.config.reader.Configs.PRIMARY;
import static io.holdfast.internal.config.reader.Configs.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.reader.ConfigReader.Result;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnknownKeysTest {

    @ParameterizedTest
    @CsvSource({
        "holdfast.tenant, holdfast.tenants",
        "holdfast.pool.maxsize, holdfast.pool.max-size",
        "holdfast.pool.max_size, holdfast.pool.max-size",
        "holdfast.datasource.default.primary.user, holdfast.datasource.default.primary.username",
        "holdfast.datasource.default.primary.aquisition-timeout, holdfast.datasource.default.primary.acquisition-timeout",
        "holdfast.datasource.default.replika.r1.url, holdfast.datasource.default.replica.r1.url",
        "holdfast.datasource.default.sessionreset, holdfast.datasource.default.session-reset",
        "holdfast.routing.default-intents, holdfast.routing.default-intent",
        "holdfast.tenancy.data-source, holdfast.tenancy.datasource",
        "holdfast.tenant.datasource, holdfast.tenancy.datasource",
        "holdfast.tenancy.schemas, holdfast.tenancy.schema"
    })
    void nearestKeyIsNamed(String key, String nearest) {
        Result result = Configs.read(PRIMARY, key + "=secret");

        assertThat(result.problems()).isEmpty();
        assertThat(result.warnings())
                .containsExactly("Key '" + key + "' is not known. The nearest known key is '" + nearest + "'.");
    }

    @Test
    void knownKeysThatAnotherOverridesAreNotCalledUnknown() {
        Result result = Configs.read(
                PRIMARY,
                "holdfast.pool.max-size=3",
                "holdfast.datasource.default.max-size=4",
                "holdfast.datasource.default.primary.max-size=5",
                "holdfast.datasource.default.username=a",
                "holdfast.datasource.default.primary.username=b");

        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void keyOfATenantThatIsNotListed() {
        Result result = Configs.read(TEMPLATE, "holdfast.tenants=acme,globex", "holdfast.tenant.acne.schema=x");

        assertThat(result.warnings())
                .containsExactly("Key 'holdfast.tenant.acne.schema' is not read: no such tenant is listed in"
                        + " 'holdfast.tenants'; the nearest is 'acme'.");
    }

    @Test
    void environmentVariablesAreReadAndNotCalledUnknown() {
        Result result = ConfigReader.read(
                Configs.withEnvironment(
                        Map.of(
                                "HOLDFAST_POOL_MAX_SIZE", "3",
                                "HOLDFAST_DATASOURCE_MY_DS_PRIMARY_PASSWORD_FILE", "/dev/null",
                                "HOLDFAST_DATASOURCE_MY_DS_PRIMARY_ACQUISITION_TIMEOUT", "7s",
                                "HOLDFAST_DATASOURCE_DEFAULT_PRIMARY_USERNAME", "app",
                                "HOLDFAST_SERVICE_HOST", "10.0.0.1"),
                        PRIMARY,
                        "holdfast.datasource.my-ds.primary.url=jdbc:h2:mem:x"),
                null);

        assertThat(result.warnings()).isEmpty();
        assertThat(result.problems()).isEmpty();
        HoldfastConfig config = result.config().orElseThrow();
        assertThat(config.dataSources()).containsOnlyKeys("default", "my-ds");
        assertThat(config.dataSources().get("my-ds").primary().pool().maxSize()).isEqualTo(3);
        assertThat(config.dataSources().get("my-ds").primary().pool().acquisitionTimeout())
                .hasSeconds(7);
        assertThat(config.dataSources().get("default").primary().username()).contains("app");
    }

    @Test
    void misspeltEnvironmentVariableIsReported() {
        Result result = ConfigReader.read(Configs.withEnvironment(Map.of("HOLDFAST_POOL_MAXSIZE", "3"), PRIMARY), null);

        assertThat(result.warnings()).hasSize(1).first().asString().contains("'holdfast.pool.max-size'");
    }

    @Test
    void tooManyWarningsAreCounted() {
        String[] lines = Stream.concat(
                        Stream.of(PRIMARY), IntStream.range(0, 60).mapToObj(i -> "holdfast.x" + i + "=1"))
                .toArray(String[]::new);

        assertThat(Configs.read(lines).warnings())
                .hasSize(51)
                .last()
                .asString()
                .isEqualTo("10 more keys under 'holdfast.' are not read.");
    }

    @Test
    void tenantsThatNothingTellsApartAreReported() {
        Result result = Configs.read(
                PRIMARY,
                "holdfast.tenants=acme,globex",
                "holdfast.tenant.acme.datasource=default",
                "holdfast.tenant.globex.datasource=default");

        assertThat(result.warnings()).hasSize(1).first().asString().contains("'acme' and 'globex' share");
    }

    @Test
    void templateWithoutTenantsIsReported() {
        assertThat(Configs.read(PRIMARY, TEMPLATE).warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains("is not used");
    }
}
