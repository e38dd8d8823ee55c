package io.holdfast.tck.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.ReadRoute;
import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work that no request began: {@code @Schedule} and other timers, on pooled threads of the server. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
@RequiresReplica
class TimersIT {

    @Inject
    DataSource dataSource;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    Holdfast holdfast;

    @Inject
    TimerWork timer;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants().shared("enterprise", "tenancy");
    }

    private Place insert(String name) throws SQLException {
        return Place.ofInsert(dataSource, name);
    }

    @Test
    @Requirement(
            id = "SERVER-TIMER",
            promise = "A timer names its tenant; its transaction writes on the primary and pins")
    void timerWritesForTheTenantThatItNames() throws Exception {
        String name = Entries.newName();

        Place write = timer.inTransaction(() -> {
            try (WorkScope acme = holdfast.begin("acme")) {
                Place place = insert(name);
                assertThat(acme.pin().isPinned("orders")).isTrue();
                assertThat(Place.of(reads)).as("a read in the transaction").isEqualTo(place);
                assertThat(Trio.here().stored("acme", name))
                        .as("committed early")
                        .isZero();
                return place;
            }
        });

        assertThat(write).matches(Place::isWritingPrimary, "primary");
        timer.inTransaction(() -> null);
        assertThat(Trio.here().stored("acme", name)).isOne();
    }

    @Test
    @Requirement(id = "SERVER-TIMER", promise = "Neither tenant nor pin of a timer reach its next run")
    @Requirement(id = "FC-48", promise = "A timer without a tenant gets a typed failure, whoever had the thread before")
    void nextRunOfATimerStartsWithNothing() throws Exception {
        for (int i = 0; i < 2; i++) {
            Place write = timer.withoutTransaction(() -> {
                try (WorkScope acme = holdfast.begin("acme")) {
                    Place place = insert(Entries.newName());
                    assertThat(acme.pin().isPinned("orders")).isTrue();
                    assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned");
                    return place;
                }
            });
            assertThat(write).matches(Place::isWritingPrimary, "primary");

            Place read = timer.withoutTransaction(() -> {
                assertThat(holdfast.currentTenant()).isEmpty();
                Problem.in(dataSource::getConnection).is(DataErrorKind.TENANT);
                try (WorkScope globex = holdfast.begin("globex")) {
                    assertThat(globex.pin().isPinned()).isFalse();
                    return Place.of(reads);
                }
            });
            assertThat(read).matches(Place::isReplica, "replica");
        }
    }

    @Test
    @Requirement(
            id = "SERVER-TIMER",
            promise = "What a request captured runs in a timer for its tenant and pins the request")
    void capturedWorkRunsInATimer() throws Exception {
        try (WorkScope globex = holdfast.begin("globex")) {
            WorkContext captured = holdfast.capture();
            String name = Entries.newName();

            timer.withoutTransaction(() -> captured.call(() -> insert(name)));

            assertThat(Trio.here().stored("globex", name)).isOne();
            assertThat(globex.pin().isPinned("orders")).isTrue();
            assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned by the timer");
        }
    }
}
