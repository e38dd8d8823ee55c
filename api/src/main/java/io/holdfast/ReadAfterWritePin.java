package io.holdfast;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory of one unit of work that it has written: from then on its reads of that data source go to the primary.
 *
 * <p>A pin is set when a connection with {@link AccessIntent#WRITE} is handed out and is never cleared inside the unit of
 * work: not by a rollback and not by an inner transaction. It is kept per data source. Inject it, it is
 * {@code @RequestScoped}; outside a request it comes from {@link WorkScope#pin()}. {@link #create()} gives a free-standing one
 * for {@link DataSourceRegistry#acquire(TenantDataSource, AccessIntent, ReadAfterWritePin)}.
 *
 * <p><strong>Threading:</strong> thread-safe and monotone; may be shared with tasks of the same unit of work.
 *
 * @since 0.1
 */
public interface ReadAfterWritePin {

    /**
     * Tells whether any data source is pinned.
     *
     * @return true after the first write to any data source
     */
    boolean isPinned();

    /**
     * Tells whether one data source is pinned.
     *
     * @param dataSource name of the data source, see {@link TenantDataSource#name()}
     * @return true after the first write to it, or after {@link #pin()}
     */
    boolean isPinned(String dataSource);

    /**
     * Forces the rest of the unit of work to the primaries of all data sources.
     */
    void pin();

    /**
     * Forces the rest of the unit of work to the primary of one data source.
     *
     * @param dataSource name of the data source
     */
    void pin(String dataSource);

    /**
     * Makes a pin that belongs to no unit of work.
     *
     * @return a new pin, not pinned
     */
    static ReadAfterWritePin create() {
        return new ReadAfterWritePin() {
            private final Set<String> pinned = ConcurrentHashMap.newKeySet();
            private volatile boolean all;

            @Override
            public boolean isPinned() {
                return all || !pinned.isEmpty();
            }

            @Override
            public boolean isPinned(String dataSource) {
                return all || pinned.contains(dataSource);
            }

            @Override
            public void pin() {
                all = true;
            }

            @Override
            public void pin(String dataSource) {
                pinned.add(dataSource);
            }
        };
    }
}
