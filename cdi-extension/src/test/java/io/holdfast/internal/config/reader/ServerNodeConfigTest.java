package io.holdfast.internal.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.key.ConfigProblem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Nodes that name a data source of the server. */
class ServerNodeConfigTest {

    private static final String NODE = "holdfast.datasource.default.primary.";
    private static final String JNDI = NODE + "jndi=java:jboss/datasources/Orders";
    private static final String DIALECT = "holdfast.datasource.default.dialect=postgresql";

    @Test
    void nameStandsInPlaceOfTheUrl() {
        NodeConfig primary =
                Configs.valid(JNDI, DIALECT).dataSources().get("default").primary();

        assertThat(primary.server())
                .contains(new NodeConfig.ServerName(NODE + "jndi", "java:jboss/datasources/Orders"));
        assertThat(primary.url()).isEmpty();
    }

    @Test
    void configSourceThatListsNothingIsEnough() {
        assertThat(ConfigReader.read(Configs.unlisted(JNDI, DIALECT), null).problems())
                .isEmpty();
    }

    @Test
    void bothUrlAndNameAreOneProblemWithBothKeys() {
        assertThat(Configs.read(JNDI, DIALECT, NODE + "url=jdbc:h2:mem:app").problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains(NODE + "url", NODE + "jndi", "one of the two"));
    }

    @Test
    void neitherIsAProblemThatNamesBothWays() {
        assertThat(Configs.read(DIALECT, NODE + "max-size=3").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains(NODE + "url", NODE + "jndi"));
    }

    @Test
    void keysOfAPoolOfOursAreRefusedBesideIt() {
        assertThat(Configs.read(
                                JNDI,
                                DIALECT,
                                NODE + "max-size=3",
                                NODE + "password=top-secret",
                                NODE + "property.ssl=true",
                                "holdfast.datasource.default.username=app")
                        .problems())
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "holdfast.datasource.default.username",
                        NODE + "max-size",
                        NODE + "password",
                        NODE + "property.ssl");
    }

    @Test
    void keysForOtherNodesAreNoProblem() {
        assertThat(Configs.read(
                                JNDI,
                                DIALECT,
                                "holdfast.datasource.default.replica.r1.url=jdbc:postgresql://db/app",
                                "holdfast.datasource.default.username=app",
                                "holdfast.pool.max-size=3")
                        .problems())
                .isEmpty();
    }

    @Test
    void dialectMustBeNamed() {
        assertThat(Configs.read(JNDI).problems())
                .singleElement()
                .extracting(ConfigProblem::key)
                .isEqualTo("holdfast.datasource.default.dialect");
    }

    @Test
    void nameOutsideTheServerIsRefused() {
        assertThat(Configs.read(NODE + "jndi=ldap://elsewhere/o=x", DIALECT).problems())
                .singleElement()
                .extracting(ConfigProblem::key)
                .isEqualTo(NODE + "jndi");
    }

    @Test
    void templateNamesADataSourceForEachTenant() {
        HoldfastConfig config = Configs.valid(
                "holdfast.tenants=acme,globex",
                "holdfast.datasource-template.dialect=postgresql",
                "holdfast.datasource-template.primary.jndi=java:jboss/datasources/{tenant}");

        assertThat(config.dataSources()
                        .get("acme")
                        .primary()
                        .server()
                        .orElseThrow()
                        .name())
                .isEqualTo("java:jboss/datasources/acme");
    }

    @Test
    void tenantInTheNameIsRefusedOutsideTheTemplate() {
        assertThat(Configs.read(NODE + "jndi=java:/{tenant}", DIALECT).problems())
                .singleElement()
                .extracting(ConfigProblem::key)
                .isEqualTo(NODE + "jndi");
    }

    @Test
    void schemasOfTenantsNeedAPoolThatNobodyElseUses() {
        String[] lines = {
            JNDI,
            DIALECT,
            "holdfast.tenants=acme",
            "holdfast.tenant.acme.datasource=default",
            "holdfast.tenant.acme.schema=acme"
        };

        assertThat(Configs.read(lines).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("holdfast.datasource.default.jndi-exclusive", "java:jboss/datasources/Orders"));
        assertThat(Configs.read(with(lines, "holdfast.datasource.default.jndi-exclusive=true"))
                        .problems())
                .isEmpty();
    }

    @Test
    void schemasOfTenantsNeedADatabaseThatForgetsThemWithTheTransaction() {
        assertThat(Configs.read(
                                JNDI,
                                "holdfast.datasource.default.dialect=mariadb",
                                "holdfast.datasource.default.jndi-exclusive=true",
                                "holdfast.tenants=acme",
                                "holdfast.tenant.acme.datasource=default",
                                "holdfast.tenant.acme.schema=acme")
                        .problems())
                .singleElement()
                .extracting(ConfigProblem::key)
                .isEqualTo(NODE + "jndi");
    }

    private static String[] with(String[] lines, String line) {
        String[] more = Arrays.copyOf(lines, lines.length + 1);
        more[lines.length] = line;
        return more;
    }
}
