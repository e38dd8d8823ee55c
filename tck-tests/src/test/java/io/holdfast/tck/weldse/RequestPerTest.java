package io.holdfast.tck.weldse;

import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.AfterClass;
import org.jboss.arquillian.test.spi.event.suite.Before;

/**
 * Runs every test method, its lifecycle methods included, in a request of its own, as a server does.
 *
 * <p><strong>Threading:</strong> called by Arquillian on the thread that runs the tests.
 */
public final class RequestPerTest {

    @Inject
    private Instance<RunningArchive> running;

    void begin(@Observes Before event) {
        RunningArchive archive = running.get();
        if (archive != null) {
            archive.beginRequest(event.getTestInstance());
        }
    }

    // Before the archive is undeployed.
    void end(@Observes(precedence = 100) AfterClass event) {
        RunningArchive archive = running.get();
        if (archive != null) {
            archive.endRequest();
        }
    }
}
