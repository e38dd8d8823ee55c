package io.holdfast.tck.beans;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import java.io.IOException;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A broken configuration fails the deployment, once, with everything that is wrong. How to see it, the container knows. */
public abstract class BrokenConfigurationIT {

    protected static final String BROKEN = "broken";
    protected static final String HOSTILE = "hostile";
    protected static final String EMPTY = "empty";

    protected static WebArchive broken() {
        return Deployments.tenants()
                .with("holdfast.tenant.acme.datasource", "no-such")
                .with("holdfast.datasource.ledger.primary.url", "not-a-url")
                .with("holdfast.datasource.ledger.primary.password", "top-secret")
                .with("holdfast.pool.max-size", "-1")
                .with("holdfast.pool.acquisition-timeout", "soon")
                .of();
    }

    protected static WebArchive hostile() {
        return Deployments.tenants()
                .with("holdfast.tenant.acme.schema", "acme\"; DROP SCHEMA globex; --")
                .of();
    }

    protected static WebArchive empty() {
        return Deployments.empty().of();
    }

    /** Deploys what must fail; returns all that is said of the failure. */
    protected abstract String failureOf(String deployment) throws IOException;

    @Test
    @Requirement(
            id = "DESIGN-4-PROBLEMS",
            promise = "Every problem of the configuration is in one deployment failure, by key")
    @Requirement(id = "ORIGIN-ERRORS", promise = "A configuration error is told apart: it fails the deployment")
    void everyProblemIsReportedAtOnce() throws IOException {
        assertThat(failureOf(BROKEN))
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
    void hostileSchemaNameIsRefused() throws IOException {
        assertThat(failureOf(HOSTILE)).contains("holdfast.tenant.acme.schema");
    }

    @Test
    @Requirement(id = "DESIGN-4-PROBLEMS", promise = "No data source at all fails with the lines to begin with")
    void missingConfigurationTellsHowToBegin() throws IOException {
        assertThat(failureOf(EMPTY)).contains("holdfast.datasource.default.primary.url");
    }
}
