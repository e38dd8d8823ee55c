package io.holdfast.internal.config.reader;

import static io.holdfast.internal.config.reader.Configs.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.reader.ConfigReader.Result;
import io.holdfast.spi.TenantSource.Catalog;
import io.holdfast.spi.TenantSource.Tenant;
import io.holdfast.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code holdfast.tenancy.datasource} and {@code holdfast.tenancy.schema}. */
final class TenantDefaultsTest {

    private static final String ORDERS = "holdfast.datasource.orders.primary.url=jdbc:postgresql://db/orders";
    private static final String STOCK = "holdfast.datasource.stock.primary.url=jdbc:postgresql://db/stock";
    private static final String ALL_IN_ORDERS = "holdfast.tenancy.datasource=orders";
    private static final String SCHEMA_OF_ITS_NAME = "holdfast.tenancy.schema={tenant}";

    @Test
    void tenantsThatNameNothingShareTheDataSourceBySchema() {
        Result result = Configs.read(ORDERS, "holdfast.tenants=acme,globex", ALL_IN_ORDERS, SCHEMA_OF_ITS_NAME);

        assertThat(result.warnings()).isEmpty();
        assertThat(tenants(result))
                .containsExactly(tenant("acme", "orders", "acme"), tenant("globex", "orders", "globex"));
    }

    @Test
    void ownKeysOfATenantWin() {
        Result result = Configs.read(
                ORDERS,
                STOCK,
                "holdfast.tenants=acme,globex,initech",
                ALL_IN_ORDERS,
                "holdfast.tenancy.schema=s_{tenant}",
                "holdfast.tenant.acme.datasource=stock",
                "holdfast.tenant.globex.schema=old");

        assertThat(tenants(result))
                .containsExactly(
                        tenant("acme", "stock", "s_acme"),
                        tenant("globex", "orders", "old"),
                        tenant("initech", "orders", "s_initech"));
    }

    @Test
    void sharedDataSourceWinsOverTheTemplateAndOverTheOneOfTheTenantsName() {
        Result result = Configs.read(
                ORDERS,
                "holdfast.datasource.globex.primary.url=jdbc:postgresql://db/globex",
                TEMPLATE,
                "holdfast.datasource-template.schema=made",
                "holdfast.tenants=acme,globex",
                ALL_IN_ORDERS,
                SCHEMA_OF_ITS_NAME);

        assertThat(tenants(result))
                .containsExactly(tenant("acme", "orders", "acme"), tenant("globex", "orders", "globex"));
        assertThat(result.config().orElseThrow().dataSources()).containsOnlyKeys("globex", "orders");
        assertThat(result.warnings()).hasSize(1).first().asString().contains("'holdfast.datasource-template.*' is not");
    }

    @Test
    void schemaIsNotForTenantsWhoseDataSourceIsMadeFromTheTemplate() {
        Result result = Configs.read(
                ORDERS,
                TEMPLATE,
                "holdfast.datasource-template.schema=made",
                "holdfast.tenants=acme,globex",
                "holdfast.tenant.globex.datasource=orders",
                SCHEMA_OF_ITS_NAME);

        assertThat(tenants(result))
                .containsExactly(tenant("acme", "acme", "made"), tenant("globex", "orders", "globex"));
    }

    @Test
    void schemaHoldsForDataSourcesOfTheTenantsNameToo() {
        Result result = Configs.read(ORDERS, "holdfast.tenants=orders", "holdfast.tenancy.schema=s_{tenant}");

        assertThat(tenants(result)).containsExactly(tenant("orders", "orders", "s_orders"));
    }

    @Test
    void tenantsFromATenantSourceAreFilledInToo() {
        List<Tenant> loaded = List.of(
                new Tenant(TenantId.of("acme"), Optional.empty(), Optional.empty(), Map.of("app.tenant", "{tenant}")),
                new Tenant(TenantId.of("globex"), Optional.of("stock"), Optional.of("old"), Map.of()));

        Result result = ConfigReader.read(
                Configs.of(ORDERS, STOCK, ALL_IN_ORDERS, SCHEMA_OF_ITS_NAME), () -> new Catalog("v1", loaded));

        assertThat(result.warnings()).isEmpty();
        assertThat(tenants(result))
                .containsExactly(
                        new Tenant(
                                TenantId.of("acme"),
                                Optional.of("orders"),
                                Optional.of("acme"),
                                Map.of("app.tenant", "acme")),
                        tenant("globex", "stock", "old"));
    }

    @Test
    void sourceThatCannotListItsKeysIsAskedForTheSharedDataSource() {
        Result result = ConfigReader.read(
                Configs.unlisted(ORDERS, "holdfast.tenants=acme", ALL_IN_ORDERS, SCHEMA_OF_ITS_NAME), null);

        assertThat(tenants(result)).containsExactly(tenant("acme", "orders", "acme"));
    }

    @Test
    void environmentVariablesSetThem() {
        Map<String, String> variables =
                Map.of("HOLDFAST_TENANCY_DATASOURCE", "orders", "HOLDFAST_TENANCY_SCHEMA", "{tenant}");

        Result result = ConfigReader.read(Configs.withEnvironment(variables, ORDERS, "holdfast.tenants=acme"), null);

        assertThat(result.warnings()).isEmpty();
        assertThat(tenants(result)).containsExactly(tenant("acme", "orders", "acme"));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/x, a-b",
        "jdbc:postgresql://db/x, a.b",
        "jdbc:mysql://db/x, a-b",
        "jdbc:mariadb://db/x, a.b",
        "jdbc:h2:mem:x, a.b"
    })
    void idsThatNeedQuotesMakeUsableSchemas(String url, String id) {
        Result result = Configs.read(
                "holdfast.datasource.orders.primary.url=" + url,
                "holdfast.datasource.orders.driver=org.h2.Driver",
                "holdfast.tenants=" + id,
                ALL_IN_ORDERS,
                SCHEMA_OF_ITS_NAME);

        assertThat(tenants(result)).containsExactly(tenant(id, "orders", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "{tenant}", "Orders"})
    void missingDataSourceIsReportedOnceForAllTenants(String name) {
        assertProblem(
                "holdfast.tenancy.datasource",
                "names no data source; expected one of orders",
                ORDERS,
                "holdfast.tenants=acme,globex",
                "holdfast.tenancy.datasource=" + name);
    }

    @Test
    void missingDataSourceIsReportedWithoutTenantsAndBesideATemplate() {
        assertProblem("holdfast.tenancy.datasource", "names no data source", TEMPLATE, ALL_IN_ORDERS);
    }

    @Test
    void missingDataSourceIsTheOnlyProblemWhereThereIsNone() {
        assertProblem(
                "holdfast.tenancy.datasource", "expected the name of a data", "holdfast.tenants=acme", ALL_IN_ORDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "tenant", "{Tenant}", "{ tenant }"})
    void schemaWithoutTheTenant(String schema) {
        assertProblem(
                "holdfast.tenancy.schema",
                "would share one schema",
                ORDERS,
                "holdfast.tenants=acme,globex",
                ALL_IN_ORDERS,
                "holdfast.tenancy.schema=" + schema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"{tenant}", "{tenant};b", "'{tenant}", "\\{tenant}", "{tenant}`"})
    void schemaThatNeedsMoreThanQuotesIsReportedOnceForAllTenants(String schema) {
        assertProblem(
                "holdfast.tenancy.schema",
                "is no usable schema name",
                ORDERS,
                "holdfast.tenants=acme,globex",
                ALL_IN_ORDERS,
                "holdfast.tenancy.schema=" + schema);
    }

    @Test
    void idThatIsTooLongForASchemaIsNamed() {
        String id = "t".repeat(62);

        assertProblem(
                "holdfast.tenancy.schema",
                "gives tenant '" + id + "' a name that is no usable schema name",
                ORDERS,
                "holdfast.tenants=acme," + id,
                ALL_IN_ORDERS,
                "holdfast.tenancy.schema=s_{tenant}");
    }

    @Test
    void wrongSchemaOfATenantIsReportedAtItsOwnKey() {
        assertProblem(
                "holdfast.tenant.acme.schema",
                "is no usable schema name",
                ORDERS,
                "holdfast.tenants=acme,globex",
                ALL_IN_ORDERS,
                SCHEMA_OF_ITS_NAME,
                "holdfast.tenant.acme.schema=a;b");
    }

    @Test
    void trackedResetIsUnsafeForTenantsThatShareByDefault() {
        assertProblem(
                "holdfast.datasource.orders.session-reset",
                "serves 2 parties",
                ORDERS,
                "holdfast.datasource.orders.session-reset=tracked",
                "holdfast.tenants=acme,globex",
                ALL_IN_ORDERS,
                SCHEMA_OF_ITS_NAME);
    }

    @Test
    void sharedDataSourceWithoutASchemaIsReported() {
        assertThat(Configs.read(ORDERS, "holdfast.tenants=acme,globex", ALL_IN_ORDERS)
                        .warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains("'acme' and 'globex' share", "'holdfast.tenancy.schema' for all");
    }

    @Test
    void defaultsWithoutTenantsAreReported() {
        String why = " is not used: there are no tenants. List them in 'holdfast.tenants'.";

        assertThat(Configs.read(ORDERS, ALL_IN_ORDERS, SCHEMA_OF_ITS_NAME).warnings())
                .containsExactly("'holdfast.tenancy.datasource'" + why, "'holdfast.tenancy.schema'" + why);
    }

    @Test
    void schemaThatNoTenantGetsIsReported() {
        assertThat(Configs.read(TEMPLATE, "holdfast.tenants=acme", SCHEMA_OF_ITS_NAME)
                        .warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains("'holdfast.tenancy.schema' is not used", "'holdfast.datasource-template.schema'");
    }

    @Test
    @Timeout(10)
    void tenThousandTenantsByTwoKeysAreReadAtOnce() {
        String ids = IntStream.range(0, 10_000).mapToObj(i -> "t" + i).collect(Collectors.joining(","));

        HoldfastConfig config =
                Configs.valid(ORDERS, "holdfast.tenants=" + ids, ALL_IN_ORDERS, "holdfast.tenancy.schema=s_{tenant}");

        assertThat(config.dataSources()).containsOnlyKeys("orders");
        assertThat(config.tenants())
                .hasSize(10_000)
                .allMatch(tenant -> tenant.schema().equals(Optional.of("s_" + tenant.id())));
    }

    private static List<Tenant> tenants(Result result) {
        return result.config()
                .orElseThrow(() -> new AssertionError(result.failureMessage()))
                .tenants();
    }

    private static Tenant tenant(String id, String dataSource, String schema) {
        return new Tenant(TenantId.of(id), Optional.of(dataSource), Optional.of(schema), Map.of());
    }

    private static void assertProblem(String key, String message, String... lines) {
        Result result = Configs.read(lines);

        assertThat(result.config()).isEmpty();
        assertThat(result.problems()).hasSize(1);
        assertThat(result.problems().get(0).key()).isEqualTo(key);
        assertThat(result.problems().get(0).message()).contains(message);
    }
}
