package io.holdfast.internal.config;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The JDBC drivers that an application brings along. Each registers itself with the {@link DriverManager} of the virtual machine,
 * which would hold the application's class loader for ever.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class ApplicationDrivers {

    private ApplicationDrivers() {}

    /**
     * Takes the drivers of an application off the driver manager. Drivers of the server, and of other applications, stay.
     *
     * @param application the class loader of the application
     */
    public static void deregister(ClassLoader application) {
        // The driver manager shows, and lets go, only what the class loader of its caller sees: that is the
        // application's.
        for (Driver driver : DriverManager.drivers().toList()) {
            if (driver.getClass().getClassLoader() == application) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException | SecurityException e) {
                    // It stays; the server says so itself if it looks for such leaks.
                    System.getLogger("io.holdfast.config")
                            .log(System.Logger.Level.DEBUG, "A driver stays registered", e);
                }
            }
        }
    }
}
