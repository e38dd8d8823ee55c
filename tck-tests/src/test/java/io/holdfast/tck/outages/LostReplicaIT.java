package io.holdfast.tck.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ReadRoute;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Place;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Units;
import io.holdfast.testsupport.Await;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No read fails while a node is left. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
class LostReplicaIT {

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    Units units;

    @Deployment
    static WebArchive archive() {
        return Deployments.single()
                .with("holdfast.routing.probe-interval", "200ms")
                // A connection that was used less than this ago is not checked, and may have died since.
                .with("holdfast.pool.validate-after", "0")
                .of();
    }

    @AfterEach
    void startAllAgain() {
        Trio.REPLICAS.forEach(replica -> Trio.here().start(replica));
        Trio.here().awaitCaughtUp();
    }

    private Set<String> nodesOfManyUnits() throws Exception {
        Set<String> nodes = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            nodes.add(units.inNewUnit(() -> Place.of(reads).node()));
        }
        return nodes;
    }

    private void awaitReadsOn(String node) {
        Await.until(
                "reads are on " + node + " again",
                Duration.ofSeconds(20),
                () -> nodesOfManyUnits().contains(node));
    }

    @Test
    @Requirement(
            id = "FC-21",
            promise = "A replica that was killed is skipped, no read fails, and it returns once it answers")
    @Requirement(id = "DESIGN-3-FAILURE", promise = "Before the unit's first read: the next replica")
    void readsGoOnWithoutAKilledReplicaAndItReturns() throws Exception {
        assertThat(nodesOfManyUnits()).containsExactly("r1", "r2");

        Trio.here().kill("r1");
        assertThat(nodesOfManyUnits()).containsExactly("r2");

        Trio.here().start("r1");
        awaitReadsOn("r1");
    }

    @Test
    @Requirement(id = "FC-22", promise = "With all replicas out reads go to the primary, read-only, by default")
    void readsGoToThePrimaryWithoutAnyReplica() throws Exception {
        Trio.REPLICAS.forEach(replica -> Trio.here().kill(replica));

        for (int i = 0; i < 10; i++) {
            assertThat(units.inNewUnit(() -> Place.of(reads))).matches(Place::isReadingPrimary, "primary, read-only");
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-FAILURE",
            promise = "After its first replica read a unit that loses the replica reads the primary only")
    void unitThatHasReadGoesToThePrimary() throws Exception {
        Place first = Place.of(reads);
        assertThat(first).matches(Place::isReplica, "a replica");

        Trio.here().kill(first.node());
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "primary, not the other replica");

        Trio.here().start(first.node());
        awaitReadsOn(first.node());
        assertThat(Place.of(reads))
                .as("later, too: the replica may have come back older")
                .matches(Place::isReadingPrimary, "primary");
    }
}
