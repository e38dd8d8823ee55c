package io.holdfast.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Place;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import io.holdfast.testsupport.Await;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The configuration turns round what a connection is for when nobody said so. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
class UndeclaredIntentIT {

    @Inject
    DataSource dataSource;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() {
        return Deployments.single()
                .with("holdfast.routing.default-intent", "read")
                .with("holdfast.pool.idle-timeout", "500ms")
                .of();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-INTENT",
            promise = "default-intent=read makes an undeclared use a read; @Transactional still writes")
    void undeclaredUseReads() throws Exception {
        assertThat(Place.of(dataSource)).matches(Place::isReplica, "a replica");
        assertThat(pin.isPinned()).isFalse();

        assertThat(work.required(() -> Place.of(dataSource))).matches(Place::isWritingPrimary, "primary");
        assertThat(Place.of(dataSource)).matches(Place::isReadingPrimary, "pinned");
    }

    @Test
    @Requirement(id = "FC-37", promise = "A pool at rest holds no connection: idle ones are closed")
    void idlePoolsCloseTheirConnections() {
        Place.of(dataSource);

        Await.until(
                "all idle connections are closed",
                Duration.ofSeconds(20),
                () -> Trio.here().connections() == 0);
    }
}
