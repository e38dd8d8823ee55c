package io.holdfast.internal.config;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import javax.sql.XADataSource;

/**
 * Finds JDBC drivers: those of the application (by the context class loader) before those of the driver manager. Connects to
 * nothing.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class JdbcDrivers {

    private final ClassLoader loader;
    private final List<Driver> drivers;

    private JdbcDrivers(ClassLoader loader) {
        this.loader = loader;
        this.drivers = found(loader);
    }

    /**
     * The drivers that the calling thread's context class loader sees.
     *
     * @return the drivers
     */
    public static JdbcDrivers ofContext() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new JdbcDrivers(context == null ? JdbcDrivers.class.getClassLoader() : context);
    }

    /**
     * The driver for a URL.
     *
     * @param url the JDBC URL
     * @return the first that accepts it, or empty
     */
    public Optional<Driver> accepting(String url) {
        return drivers.stream().filter(driver -> accepts(driver, url)).findFirst();
    }

    /**
     * The driver of a name.
     *
     * @param className its class
     * @return the class, or empty if it cannot be loaded or is no driver and no data source
     */
    public Optional<Class<?>> named(String className) {
        try {
            Class<?> type = Class.forName(className, false, loader);
            boolean provider = Driver.class.isAssignableFrom(type)
                    || DataSource.class.isAssignableFrom(type)
                    || XADataSource.class.isAssignableFrom(type);
            return provider ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException | RuntimeException e) {
            // A driver that fails on another's URL does not accept it.
            return false;
        }
    }

    private static List<Driver> found(ClassLoader loader) {
        List<Driver> drivers = new ArrayList<>();
        Iterator<Driver> services = ServiceLoader.load(Driver.class, loader).iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    drivers.add(services.next());
                }
            } catch (ServiceConfigurationError e) {
                // One broken driver must not hide the others.
                more = true;
            }
        }
        DriverManager.drivers().forEach(drivers::add);
        return drivers;
    }
}
