package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.config.NodeConfig.ServerName;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source of the server by its name. Found once, because some names are there only while the application starts, and
 * looked up anew after it failed, because an administrator may have replaced it.
 *
 * <p><strong>Threading:</strong> thread-safe; two threads may look up at the same time and find the same.
 */
final class ServerNames {

    private final ServerName place;
    private volatile @Nullable DataSource found;

    ServerNames(ServerName place) {
        this.place = place;
    }

    /**
     * The data source.
     *
     * @throws NamingException if there is none of that name, with our own message
     */
    DataSource find() throws NamingException {
        DataSource known = found;
        return known != null ? known : lookUp();
    }

    void forget() {
        found = null;
    }

    Optional<String> problem() {
        try {
            find();
            return Optional.empty();
        } catch (NamingException e) {
            return Optional.of(e.getMessage());
        }
    }

    private DataSource lookUp() throws NamingException {
        Object bound;
        try {
            Context context = new InitialContext();
            try {
                bound = context.lookup(place.name());
            } finally {
                context.close();
            }
        } catch (NamingException | RuntimeException e) {
            // Servers throw different exceptions for a name that they do not have.
            throw failure("nothing was found there (" + e.getClass().getSimpleName() + ")", e);
        }
        if (bound instanceof DataSource dataSource) {
            found = dataSource;
            return dataSource;
        }
        throw failure(
                "found there was "
                        + (bound == null ? "nothing" : "a " + bound.getClass().getName()),
                null);
    }

    private NamingException failure(String what, @Nullable Exception cause) {
        NamingException failure = new NamingException(
                "HOLDF00360: '" + place.key() + "' names '" + place.name() + "': " + what
                        + ", expected a javax.sql.DataSource of the server. Define it in the server, or correct the name.");
        failure.initCause(cause);
        return failure;
    }
}
