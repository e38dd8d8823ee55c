package io.holdfast.tck.beans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broken configuration fails the deployment, once, with everything that is wrong. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BrokenConfigurationIT {

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "broken", managed = false)
    static WebArchive broken() {
        return Deployments.tenants()
                .with("holdfast.tenant.acme.datasource", "no-such")
                .with("holdfast.datasource.ledger.primary.url", "not-a-url")
                .with("holdfast.datasource.ledger.primary.password", "top-secret")
                .with("holdfast.pool.max-size", "-1")
                .with("holdfast.pool.acquisition-timeout", "soon")
                .of();
    }

    @Deployment(name = "hostile-schema", managed = false)
    static WebArchive hostileSchema() {
        return Deployments.tenants()
                .with("holdfast.tenant.acme.schema", "acme\"; DROP SCHEMA globex; --")
                .of();
    }

    @Deployment(name = "empty", managed = false)
    static WebArchive empty() {
        return Deployments.empty().of();
    }

    private String failureOf(String deployment) {
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        assertThat(failure).as("deployment failure").isNotNull();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    @Requirement(id = "DESIGN-4-PROBLEMS", promise = "Every problem of the configuration is in one deployment failure, by key")
    @Requirement(id = "ORIGIN-ERRORS", promise = "A configuration error is told apart: it fails the deployment")
    void everyProblemIsReportedAtOnce() {
        assertThat(failureOf("broken"))
                .contains(
                        "HOLDF00100",
                        "holdfast.tenant.acme.datasource",
                        "holdfast.datasource.ledger.primary.url",
                        "holdfast.pool.max-size",
                        "holdfast.pool.acquisition-timeout")
                .doesNotContain("top-secret");
    }

    @Test
    @Requirement(id = "DESIGN-5-SCHEMA", promise = "A schema name with quotes or semicolons fails the deployment: no SQL is sent")
    void hostileSchemaNameIsRefused() {
        assertThat(failureOf("hostile-schema")).contains("holdfast.tenant.acme.schema");
    }

    @Test
    @Requirement(id = "DESIGN-4-PROBLEMS", promise = "No data source at all fails with the lines to begin with")
    void missingConfigurationTellsHowToBegin() {
        assertThat(failureOf("empty")).contains("holdfast.datasource.default.primary.url");
    }
}
