package io.holdfast.internal.config.reader;

import static io.holdfast.internal.config.reader.ConfigProblemsTest.ORDERS;
import static io.holdfast.internal.config.reader.ConfigProblemsTest.assertProblem;
import static io.holdfast.internal.config.reader.Configs.PRIMARY;
import static io.holdfast.internal.config.reader.Configs.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.config.reader.ConfigReader.Result;
import io.holdfast.spi.TenantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of bad input of tenants and of what is made for them: found, and named by its key. */
final class TenantProblemsTest {

    @Test
    void tenantsWithoutAnyDataSourceAreOneProblem() {
        assertProblem(
                "holdfast.datasource-template.primary.url", "no data source is configured", "holdfast.tenants=a,b");
    }

    @Test
    void templateMadeDataSourceCollidesWithANamedOne() {
        assertProblem(
                "holdfast.tenant.orders.datasource",
                "there is one named 'orders'",
                ORDERS,
                TEMPLATE,
                "holdfast.tenants=orders");
    }

    @Test
    void tenantsWhoseMadeDataSourcesDifferOnlyInCase() {
        assertProblem("holdfast.tenant.acme.datasource", "one named 'Acme'", TEMPLATE, "holdfast.tenants=acme,Acme");
    }

    @Test
    void tenantNamesAMissingDataSource() {
        assertProblem(
                "holdfast.tenant.acme.datasource",
                "expected one of orders",
                ORDERS,
                "holdfast.tenants=acme",
                "holdfast.tenant.acme.datasource=order");
    }

    @Test
    void tenantWithoutADataSourceIsNotGivenTheDefaultOne() {
        assertProblem("holdfast.tenant.acme.datasource", "there is no template", PRIMARY, "holdfast.tenants=acme");
    }

    @Test
    void templateWithoutTheTenant() {
        assertProblem(
                "holdfast.datasource-template.primary.url",
                "would share one database unseparated",
                "holdfast.datasource-template.primary.url=jdbc:postgresql://db/x",
                "holdfast.tenants=acme");
    }

    @Test
    void replicaOfTheTemplateWithoutTheTenant() {
        assertProblem(
                "holdfast.datasource-template.replica.r1.url",
                "would share one database unseparated",
                TEMPLATE,
                "holdfast.datasource-template.replica.r1.url=jdbc:postgresql://db/x",
                "holdfast.tenants=acme");
    }

    @Test
    void templateThatSeparatesBySchemaNeedsNoTenantInItsUrl() {
        Result result = Configs.read(
                "holdfast.datasource-template.primary.url=jdbc:postgresql://db/x",
                "holdfast.datasource-template.schema={tenant}",
                "holdfast.tenants=acme");

        assertThat(result.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-acme", "ac me", "\u0430cme", "a/b", "a;b"})
    void malformedTenant(String id) {
        assertProblem("holdfast.tenants", "is no id of a tenant", ORDERS, "holdfast.tenants=" + id);
    }

    @Test
    void tenantListedTwice() {
        assertProblem(
                "holdfast.tenants",
                "is listed twice",
                ORDERS,
                "holdfast.tenants=acme,acme",
                "holdfast.tenant.acme.datasource=orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a;b", "a'b", "a\\b", "a\nb"})
    void schemaThatNeedsMoreThanQuotes(String schema) {
        assertProblem(
                "holdfast.tenant.acme.schema",
                "is no usable schema name",
                ORDERS,
                "holdfast.tenants=acme",
                "holdfast.tenant.acme.datasource=orders",
                "holdfast.tenant.acme.schema=" + schema);
    }

    @Test
    void sessionVariableThatCouldBeASettingOfTheDatabase() {
        assertProblem(
                "holdfast.datasource.orders.session-variable",
                "not named like 'app.tenant'",
                ORDERS,
                "holdfast.datasource.orders.session-variable.role=admin");
    }

    @Test
    void tenantInTheUrlOfANamedDataSource() {
        assertProblem(
                "holdfast.datasource.orders.primary.url",
                "where no tenant is known",
                "holdfast.datasource.orders.primary.url=jdbc:postgresql://db/{tenant}");
    }

    @Test
    void tenantInTheUserOfANamedDataSource() {
        assertProblem(
                "holdfast.datasource.orders.username",
                "where no tenant is known",
                ORDERS,
                "holdfast.datasource.orders.username={tenant}");
    }

    @Test
    void tenantInASessionVariableWithoutTenants() {
        assertProblem(
                "holdfast.datasource.orders.session-variable.app.tenant",
                "no tenant uses this data source",
                ORDERS,
                "holdfast.datasource.orders.session-variable.app.tenant={tenant}");
    }

    @Test
    void tenantInASessionVariableWhereCallersWithoutATenantComeToo() {
        assertProblem(
                "holdfast.datasource.default.session-variable.app.tenant",
                "callers without a tenant",
                "holdfast.datasource.default.primary.url=jdbc:postgresql://db/x",
                "holdfast.tenants=acme",
                "holdfast.tenant.acme.datasource=default",
                "holdfast.tenancy.absent=default",
                "holdfast.datasource.default.session-variable.app.tenant={tenant}");
    }

    @Test
    void trackedResetWhereTenantsShare() {
        assertProblem(
                "holdfast.datasource.orders.session-reset",
                "serves 2 parties",
                ORDERS,
                "holdfast.datasource.orders.session-reset=tracked",
                "holdfast.tenants=acme,globex",
                "holdfast.tenant.acme.datasource=orders",
                "holdfast.tenant.globex.datasource=orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "unknown"})
    void defaultPolicyWithoutADefaultDataSource(String key) {
        assertProblem(
                "holdfast.tenancy." + key,
                "needs a data source named 'default'",
                ORDERS,
                "holdfast.tenancy." + key + "=default");
    }

    @Test
    void tenantSourceThatFails() {
        TenantSource failing = () -> {
            throw new IllegalStateException("password hunter2 refused");
        };

        Result result = ConfigReader.read(Configs.of(ORDERS), failing);

        assertThat(result.failureMessage())
                .contains("could not be loaded")
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
    }
}
