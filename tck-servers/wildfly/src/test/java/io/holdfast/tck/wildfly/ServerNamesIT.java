package io.holdfast.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names that lead nowhere, or to something else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServerNamesIT {

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "bad-names", managed = false)
    static WebArchive badNames() {
        return Deployments.empty()
                .serverDataSource("orders", "java:jboss/datasources/Nowhere")
                .serverDataSource("ledger", "java:jboss/TransactionManager")
                .of();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-XA",
            promise = "WildFly: a name without a data source fails the deployment, with its key")
    void badNamesFailTheDeployment() {
        assertThatThrownBy(() -> deployer.deploy("bad-names"))
                .hasStackTraceContaining("HOLDF00360")
                .hasStackTraceContaining("holdfast.datasource.orders.primary.jndi")
                .hasStackTraceContaining("java:jboss/datasources/Nowhere")
                .hasStackTraceContaining("holdfast.datasource.ledger.primary.jndi")
                .hasStackTraceContaining("java:jboss/TransactionManager");
    }
}
