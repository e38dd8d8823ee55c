package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.tck.beans.BrokenConfigurationIT;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Boots Weld itself: Arquillian has no deployer inside a container, and here the test always is inside. */
class WeldSeBrokenConfigurationIT extends BrokenConfigurationIT {

    private static final Map<String, Supplier<WebArchive>> ARCHIVES = Map.of(
            BROKEN, BrokenConfigurationIT::broken,
            HOSTILE, BrokenConfigurationIT::hostile,
            EMPTY, BrokenConfigurationIT::empty);

    @Override
    protected String failureOf(String deployment) {
        return failureOf(ARCHIVES.get(deployment).get());
    }

    static String failureOf(WebArchive archive) {
        Throwable failure = catchThrowable(() -> WeldSeContainer.boot(archive));
        assertThat(failure).as("deployment failure").isNotNull();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
