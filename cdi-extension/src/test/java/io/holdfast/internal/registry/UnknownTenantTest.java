package io.holdfast.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.DataSourceRegistry;
import io.holdfast.error.DataException;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.reader.ConfigReader;
import io.holdfast.spi.TransactionBridge;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults of tenants make no tenant known. */
final class UnknownTenantTest {

    private static final Map<String, String> SHARED = Map.of(
            "holdfast.datasource.default.primary.url", "jdbc:h2:mem:unknown",
            "holdfast.tenants", "acme",
            "holdfast.tenancy.datasource", "default",
            "holdfast.tenancy.schema", "{tenant}");

    @Test
    void isRefusedThoughDefaultsNameADataSourceAndASchema() {
        withRegistry(Map.of(), registry -> {
            assertThat(registry.forTenant("acme").name()).isEqualTo("default");
            assertRefused(registry, "nobody");
            assertRefused(registry, "ACME");
            assertThat(registry.find("nobody")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"holdfast.tenancy.unknown", "holdfast.tenancy.absent"})
    void isRefusedWhereTheDefaultDataSourceIsSeparatedBySchema(String policy) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> withRegistry(Map.of(policy, "default"), registry -> {}))
                .withMessageContaining(policy)
                .withMessageContaining("divided among tenants by schema");
    }

    private static void assertRefused(DataSourceRegistry registry, String tenant) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> registry.forTenant(tenant))
                .withMessageStartingWith("HOLDF00401: There is no tenant '" + tenant + "'");
    }

    private static void withRegistry(Map<String, String> more, Consumer<DataSourceRegistry> test) {
        Map<String, String> keys = new HashMap<>(SHARED);
        keys.putAll(more);
        ConfigReader.Result result = ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(keys, "test", 100))
                        .build(),
                null);
        HoldfastConfig config = result.config().orElseThrow(() -> new AssertionError(result.failureMessage()));
        try (HoldfastRuntime runtime = new HoldfastRuntime(config, () -> null, TransactionBridge.none())) {
            test.accept(runtime.registry());
        }
    }
}
