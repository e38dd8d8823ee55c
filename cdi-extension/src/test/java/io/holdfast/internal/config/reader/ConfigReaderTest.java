package io.holdfast.internal.config.reader;

import static io.holdfast.internal.config.reader.Configs.PRIMARY;
import static io.holdfast.internal.config.reader.Configs.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.DataSourceConfig.SessionReset;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.HoldfastConfig.TenantPolicy;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.reader.ConfigReader.Result;
import io.holdfast.spi.TenantSource.Catalog;
import io.holdfast.spi.TenantSource.Tenant;
import io.holdfast.tenancy.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {

    @Test
    void oneLineMakesADefaultDataSourceForCallersWithoutATenant() {
        HoldfastConfig config = Configs.valid(PRIMARY);

        assertThat(config.dataSources()).containsOnlyKeys("default");
        assertThat(config.absentTenant()).isEqualTo(TenantPolicy.DEFAULT);
        assertThat(config.unknownTenant()).isEqualTo(TenantPolicy.REJECT);
        assertThat(config.defaultDataSourceBean()).isTrue();
        assertThat(config.dataSources().get("default").dialect()).isEqualTo("h2");
    }

    @Test
    void defaultsAreThoseOfTheReference() {
        HoldfastConfig config = Configs.valid(PRIMARY);
        DataSourceConfig dataSource = config.dataSources().get("default");

        assertThat(dataSource.primary().pool())
                .isEqualTo(new NodeConfig.Pool(
                        10,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10)));
        assertThat(dataSource.sessionReset()).isEqualTo(SessionReset.SHARED);
        assertThat(dataSource.sessionTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(dataSource.leakTimeout()).isZero();
        assertThat(config.routing())
                .isEqualTo(new HoldfastConfig.Routing(AccessIntent.WRITE, Duration.ofSeconds(5), true));
    }

    @Test
    void routingKeysAreRead() {
        HoldfastConfig config = Configs.valid(
                PRIMARY,
                "holdfast.routing.default-intent=read",
                "holdfast.routing.probe-interval=PT0.5S",
                "holdfast.routing.no-replica=fail",
                "holdfast.datasource-bean=false");

        assertThat(config.routing())
                .isEqualTo(new HoldfastConfig.Routing(AccessIntent.READ, Duration.ofMillis(500), false));
        assertThat(config.defaultDataSourceBean()).isFalse();
    }

    @Test
    void tenantsMakeAbsenceARefusal() {
        HoldfastConfig config =
                Configs.valid(PRIMARY, "holdfast.tenants=acme", "holdfast.tenant.acme.datasource=default");

        assertThat(config.absentTenant()).isEqualTo(TenantPolicy.REJECT);
    }

    @Test
    void nearerKeyWins() {
        HoldfastConfig config = Configs.valid(
                "holdfast.pool.max-size=3",
                "holdfast.datasource.orders.max-size=5",
                "holdfast.datasource.orders.primary.max-size=7",
                "holdfast.datasource.orders.primary.url=jdbc:h2:mem:a",
                "holdfast.datasource.orders.replica.r1.url=jdbc:h2:mem:b",
                "holdfast.datasource.stock.primary.url=jdbc:h2:mem:c");

        DataSourceConfig orders = config.dataSources().get("orders");
        assertThat(orders.primary().pool().maxSize()).isEqualTo(7);
        assertThat(orders.replicas().get(0).pool().maxSize()).isEqualTo(5);
        assertThat(config.dataSources().get("stock").primary().pool().maxSize()).isEqualTo(3);
    }

    @Test
    void loginOfTheDataSourceHoldsForItsNodesUnlessTheyHaveTheirOwn(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "of-replica\n");

        DataSourceConfig orders = Configs.valid(
                        "holdfast.datasource.orders.username=app",
                        "holdfast.datasource.orders.password= of-all ",
                        "holdfast.datasource.orders.property.a.b=1",
                        "holdfast.datasource.orders.primary.url=jdbc:h2:mem:a",
                        "holdfast.datasource.orders.replica.r1.url=jdbc:h2:mem:b",
                        "holdfast.datasource.orders.replica.r1.password-file=" + file,
                        "holdfast.datasource.orders.replica.r1.property.a.b=2")
                .dataSources()
                .get("orders");

        assertThat(orders.primary().username()).contains("app");
        assertThat(orders.primary().password().orElseThrow().reveal()).isEqualTo(" of-all ");
        assertThat(orders.primary().properties()).containsExactly(Map.entry("a.b", "1"));
        NodeConfig replica = orders.replicas().get(0);
        assertThat(replica.username()).contains("app");
        assertThat(replica.password().orElseThrow().reveal()).isEqualTo("of-replica");
        assertThat(replica.properties()).containsExactly(Map.entry("a.b", "2"));
    }

    @Test
    void templateGivesEachTenantItsOwnDataSource(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("acme.pw"), "a");
        Files.writeString(directory.resolve("globex.pw"), "g");

        HoldfastConfig config = Configs.valid(
                TEMPLATE,
                "holdfast.tenants=globex, acme",
                "holdfast.datasource-template.replica.r1.url=jdbc:postgresql://standby/{tenant}",
                "holdfast.datasource-template.username=app_{tenant}",
                "holdfast.datasource-template.password-file=" + directory + "/{tenant}.pw",
                "holdfast.datasource-template.schema=s_{tenant}",
                "holdfast.datasource-template.session-variable.app.tenant={tenant}");

        assertThat(config.dataSources()).containsOnlyKeys("acme", "globex");
        DataSourceConfig globex = config.dataSources().get("globex");
        assertThat(globex.primary().url()).isEqualTo("jdbc:postgresql://db/globex");
        assertThat(globex.replicas().get(0).url()).isEqualTo("jdbc:postgresql://standby/globex");
        assertThat(globex.primary().username()).contains("app_globex");
        assertThat(globex.primary().password().orElseThrow().reveal()).isEqualTo("g");
        assertThat(globex.sessionVariables()).containsExactly(Map.entry("app.tenant", "globex"));
        assertThat(globex.dialect()).isEqualTo("postgresql");
        assertThat(config.tenants())
                .containsExactly(
                        new Tenant(TenantId.of("acme"), Optional.of("acme"), Optional.of("s_acme"), Map.of()),
                        new Tenant(TenantId.of("globex"), Optional.of("globex"), Optional.of("s_globex"), Map.of()));
    }

    @Test
    void tenantNamesItsDataSourceSchemaAndVariables() {
        HoldfastConfig config = Configs.valid(
                "holdfast.datasource.\"a.b\".primary.url=jdbc:postgresql://db/x",
                "holdfast.tenants=t.1",
                "holdfast.tenant.\"t.1\".datasource=a.b",
                "holdfast.tenant.\"t.1\".schema=s_{tenant}",
                "holdfast.tenant.\"t.1\".session-variable.app.tenant=<{tenant}>");

        assertThat(config.tenants())
                .containsExactly(new Tenant(
                        TenantId.of("t.1"), Optional.of("a.b"), Optional.of("s_t.1"), Map.of("app.tenant", "<t.1>")));
    }

    @Test
    void tenantWithoutATemplateUsesTheDataSourceOfItsName() {
        HoldfastConfig config =
                Configs.valid("holdfast.tenants=acme", "holdfast.datasource.acme.primary.url=jdbc:h2:mem:a");

        assertThat(config.tenants().get(0).dataSource()).contains("acme");
    }

    @Test
    void sourceThatCannotListItsKeysIsReadByName() {
        Config config = Configs.unlisted(
                "holdfast.datasources=stock",
                "holdfast.datasource.stock.replicas=r2,r1",
                "holdfast.datasource.stock.primary.url=jdbc:h2:mem:a",
                "holdfast.datasource.stock.replica.r1.url=jdbc:h2:mem:b",
                "holdfast.datasource.stock.replica.r2.url=jdbc:h2:mem:c",
                PRIMARY,
                "holdfast.datasource.orders.primary.url=jdbc:h2:mem:d",
                "holdfast.tenants=acme,globex",
                "holdfast.tenant.acme.datasource=orders",
                "holdfast.datasource.globex.primary.url=jdbc:h2:mem:e");

        HoldfastConfig read = ConfigReader.read(config, null).config().orElseThrow();

        assertThat(read.dataSources()).containsOnlyKeys("default", "globex", "orders", "stock");
        assertThat(read.dataSources().get("stock").replicas())
                .extracting(NodeConfig::name)
                .containsExactly("r1", "r2");
    }

    @Test
    void otherTenantSourceReplacesTheListedTenants() {
        Tenant acme = new Tenant(TenantId.of("acme"), Optional.of("default"), Optional.of("{tenant}"), Map.of());
        Config config = Configs.of(PRIMARY, "holdfast.tenants=globex");

        Result result = ConfigReader.read(config, () -> new Catalog("v7", List.of(acme)));

        assertThat(result.config().orElseThrow().tenants())
                .containsExactly(new Tenant(acme.id(), acme.dataSource(), Optional.of("acme"), Map.of()));
        assertThat(result.config().orElseThrow().tenantsVersion()).isEqualTo("v7");
        assertThat(result.warnings())
                .containsExactly("Key 'holdfast.tenants' is not read: the tenants come from a tenant source.");
    }

    @Test
    @Timeout(20)
    void tenThousandTenantsAreReadAtOnce() {
        String ids = IntStream.range(0, 10_000).mapToObj(i -> "t" + i).collect(Collectors.joining(","));

        HoldfastConfig config = Configs.valid(
                "holdfast.tenants=" + ids,
                TEMPLATE,
                "holdfast.datasource-template.session-variable.app.tenant={tenant}");

        assertThat(config.dataSources()).hasSize(10_000);
        assertThat(config.tenants()).hasSize(10_000);
    }

    @Test
    @Timeout(20)
    void tenThousandTenantsWithTheirOwnKeysAreReadAtOnce() {
        String[] lines = new String[10_002];
        lines[10_000] = PRIMARY;
        lines[10_001] = "holdfast.tenants="
                + IntStream.range(0, 10_000).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
        for (int i = 0; i < 10_000; i++) {
            lines[i] = "holdfast.tenant.t" + i + ".datasource=default";
        }

        assertThat(Configs.valid(lines).tenants()).hasSize(10_000);
    }
}
