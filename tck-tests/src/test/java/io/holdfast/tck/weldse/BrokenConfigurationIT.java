package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * A broken configuration fails the deployment, once, with everything that is wrong. Boots Weld itself: a server tells the client
 * that a deployment failed, and its log why.
 */
class BrokenConfigurationIT {

    private static WebArchive broken() {
        return Deployments.tenants()
                .with("holdfast.tenant.acme.datasource", "no-such")
                .with("holdfast.datasource.ledger.primary.url", "not-a-url")
                .with("holdfast.datasource.ledger.primary.password", "top-secret")
                .with("holdfast.pool.max-size", "-1")
                .with("holdfast.pool.acquisition-timeout", "soon")
                .of();
    }

    private static WebArchive hostileSchema() {
        return Deployments.tenants()
                .with("holdfast.tenant.acme.schema", "acme\"; DROP SCHEMA globex; --")
                .of();
    }

    private static WebArchive empty() {
        return Deployments.empty().of();
    }

    static String failureOf(WebArchive archive) {
        Throwable failure = catchThrowable(() -> WeldSeContainer.boot(archive));
        assertThat(failure).as("deployment failure").isNotNull();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    @Requirement(
            id = "DESIGN-4-PROBLEMS",
            promise = "Every problem of the configuration is in one deployment failure, by key")
    @Requirement(id = "ORIGIN-ERRORS", promise = "A configuration error is told apart: it fails the deployment")
    void everyProblemIsReportedAtOnce() {
        assertThat(failureOf(broken()))
                .contains(
                        "HOLDF00100",
                        "holdfast.tenant.acme.datasource",
                        "holdfast.datasource.ledger.primary.url",
                        "holdfast.pool.max-size",
                        "holdfast.pool.acquisition-timeout")
                .doesNotContain("top-secret");
    }

    @Test
    @Requirement(
            id = "DESIGN-5-SCHEMA",
            promise = "A schema name with quotes or semicolons fails the deployment: no SQL is sent")
    void hostileSchemaNameIsRefused() {
        assertThat(failureOf(hostileSchema())).contains("holdfast.tenant.acme.schema");
    }

    @Test
    @Requirement(id = "DESIGN-4-PROBLEMS", promise = "No data source at all fails with the lines to begin with")
    void missingConfigurationTellsHowToBegin() {
        assertThat(failureOf(empty())).contains("holdfast.datasource.default.primary.url");
    }
}
