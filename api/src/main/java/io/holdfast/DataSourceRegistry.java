package io.holdfast;

import io.holdfast.error.DataException;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/**
 * All data sources of the application, frozen at boot: tenant to data source is one read of an immutable map, without a lock.
 *
 * <p>Inject it. It is the entry to everything that is routed:
 * {@snippet lang=java :
 * try (Connection connection = registry.forTenant("acme").acquire(AccessIntent.READ)) { ... }
 * }
 *
 * <p>An unknown or absent tenant is refused, unless {@code holdfast.tenancy.unknown} or {@code holdfast.tenancy.absent} say
 * {@code default}. The shape comes from the data layer of arcly-http.
 *
 * <p><strong>Threading:</strong> immutable and thread-safe. <strong>Lifecycle:</strong> built when the container boots, opens
 * pools at their first use, closed by the container.
 *
 * @since 0.1
 */
public interface DataSourceRegistry {

    /**
     * The data source of a tenant.
     *
     * @param tenant the tenant's id
     * @return its data source
     * @throws DataException of kind {@code TENANT} if the id is malformed, or unknown and the policy is to refuse. Use
     *     {@link #find(String)} to ask
     */
    TenantDataSource forTenant(String tenant);

    /**
     * Looks a tenant up. Never falls back to the default data source.
     *
     * @param tenant the tenant's id; a malformed one is not found
     * @return its data source, or empty
     */
    Optional<TenantDataSource> find(String tenant);

    /**
     * A data source that stands beside the tenants, by its own name.
     *
     * @param name the name, as in {@code holdfast.datasource.<name>}
     * @return the data source, without a tenant
     * @throws DataException of kind {@code CONFIG} if there is none of that name, or if it serves tenants: then a connection
     *     without a tenant would have no schema to be right in
     */
    TenantDataSource named(String name);

    /**
     * The data source of the current tenant: of the innermost scope, else of the request.
     *
     * @return its data source
     * @throws DataException of kind {@code TENANT} if there is no tenant and the policy is to refuse
     */
    TenantDataSource current();

    /**
     * Every tenant's data source, and those that stand beside the tenants.
     *
     * @return an immutable list: the default data source first if there is one, then the others by data source name and tenant
     *     id
     */
    List<TenantDataSource> all();

    /**
     * Takes a connection now, with a pin of the caller's choice instead of the current unit of work.
     *
     * @param dataSource where
     * @param intent what for; {@link AccessIntent#WRITE} sets the pin
     * @param pin what the caller remembers of its writes
     * @return a connection that the caller closes
     * @throws DataException as {@link TenantDataSource#acquire(AccessIntent)}
     */
    Connection acquire(TenantDataSource dataSource, AccessIntent intent, ReadAfterWritePin pin);

    /**
     * Takes a connection for reading now, in the current unit of work.
     *
     * @param dataSource where
     * @param requirement how fresh it has to be
     * @return a read-only connection that the caller closes; inside a write transaction a handle of its connection
     * @throws DataException as {@link TenantDataSource#acquire(AccessIntent)}
     */
    Connection acquire(TenantDataSource dataSource, ReadRequirement requirement);

    /**
     * Takes a connection of the current tenant now.
     *
     * @param intent what for
     * @return a connection that the caller closes
     * @throws DataException as {@link #current()} and {@link TenantDataSource#acquire(AccessIntent)}
     */
    Connection acquire(AccessIntent intent);

    /**
     * Tells where a connection would go at this moment, in the current unit of work and transaction. Takes no connection,
     * pins nothing and chooses no replica for the unit of work.
     *
     * @param tenant the tenant's id
     * @param intent what it would be for
     * @return the route and its reason; for a unit that has not read yet, the replica that is next in turn
     * @throws DataException as {@link #forTenant(String)}
     */
    Route explain(String tenant, AccessIntent intent);
}
