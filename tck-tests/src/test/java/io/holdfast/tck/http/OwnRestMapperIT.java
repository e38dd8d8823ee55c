package io.holdfast.tck.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.tck.Requirement;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mapper of the application for the same exception. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OwnRestMapperIT {

    @ArquillianResource
    URL application;

    @Deployment
    static WebArchive archive() {
        return RestResourcesIT.archive().addClass(TeapotMapper.class);
    }

    @Test
    @Requirement(id = "SERVER-REST", promise = "A mapper of the application comes before ours")
    void mapperOfTheApplicationComesFirst() throws Exception {
        assertThat(RestResourcesIT.send(application, "unknown-tenant").statusCode())
                .isEqualTo(TeapotMapper.STATUS);
    }
}
