package io.holdfast.bundle;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.Route;
import io.holdfast.WorkScope;
import java.sql.Connection;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application of a few lines, in a process of its own. */
final class BootMain {

    private BootMain() {}

    public static void main(String[] arguments) throws Exception {
        try (WeldContainer container = new Weld().addBeanClass(BootMain.class).initialize()) {
            WorkScope work = container.select(Holdfast.class).get().begin("acme");
            try (Connection connection =
                    container.select(DataSourceRegistry.class).get().acquire(AccessIntent.WRITE)) {
                System.out.println("BOOTED " + work.tenant().orElseThrow() + " "
                        + connection.unwrap(Route.class).node());
            } finally {
                work.close();
            }
        }
    }
}
