package io.holdfast.internal.datasource;

import io.holdfast.internal.config.NodeConfig;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver of a node without relying on {@link DriverManager} alone, which in a server does not see the drivers inside
 * an application.
 */
final class JdbcDrivers {

    private JdbcDrivers() {}

    static Class<?> find(NodeConfig config) {
        for (ClassLoader loader : loaders()) {
            Class<?> found = config.driver().isPresent()
                    ? load(config.driver().get(), loader)
                    : accepting(config.url(), ServiceLoader.load(Driver.class, loader));
            if (found != null) {
                return found;
            }
        }
        try {
            return DriverManager.getDriver(config.url()).getClass();
        } catch (SQLException e) {
            // The driver's own message repeats the URL.
            throw new IllegalStateException(
                    "HOLDF00301: No JDBC driver for node '" + config.name() + "'. Put the driver on the class path, or name its"
                            + " class with the key 'driver' of the node.");
        }
    }

    private static List<ClassLoader> loaders() {
        List<ClassLoader> loaders = new ArrayList<>(2);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            loaders.add(context);
        }
        loaders.add(JdbcDrivers.class.getClassLoader());
        return loaders;
    }

    private static @Nullable Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static @Nullable Class<?> accepting(String url, Iterable<Driver> drivers) {
        try {
            for (Driver driver : drivers) {
                if (driver.acceptsURL(url)) {
                    return driver.getClass();
                }
            }
        } catch (ServiceConfigurationError | SQLException e) {
            // A broken driver of someone else must not hide the right one: the next class loader is tried.
            return null;
        }
        return null;
    }
}
