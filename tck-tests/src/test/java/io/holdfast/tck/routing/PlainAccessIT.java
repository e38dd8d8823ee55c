package io.holdfast.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Place;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Work;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of the route table without a transaction. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
class PlainAccessIT {

    @Inject
    DataSource dataSource;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().shared("reads", "routing");
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-1",
            promise = "Without a transaction a plain DataSource leads to the primary and pins the unit of work")
    @Requirement(id = "FC-10", promise = "The default intent is write: what looks like a read may write")
    void plainDataSourceGoesToThePrimaryAndPins() {
        assertThat(pin.isPinned()).isFalse();

        Place place = Place.of(dataSource);

        assertThat(place).matches(Place::isWritingPrimary, "primary, writable");
        assertThat(pin.isPinned("default")).isTrue();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "a later read goes to the primary, read-only");
    }

    @Test
    @Requirement(
            id = "DESIGN-3-ROW-2",
            promise =
                    "Without a transaction a @ReadOnly scope and a @ReadRoute data source lead to a replica and pin nothing")
    void readsGoToAReplicaAndDoNotPin() throws Exception {
        assertThat(work.reading(() -> Place.of(dataSource))).matches(Place::isReplica, "a replica, by scope");
        assertThat(Place.of(reads)).matches(Place::isReplica, "a replica, by qualifier");

        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(id = "DESIGN-3-ROW-2", promise = "Once pinned, reads go to the primary and stay read-only")
    void pinnedReadsGoToThePrimaryReadOnly() throws Exception {
        pin.pin("default");

        assertThat(work.reading(() -> Place.of(dataSource))).matches(Place::isReadingPrimary, "primary, by scope");
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "primary, by qualifier");
    }
}
