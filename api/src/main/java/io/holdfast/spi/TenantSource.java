package io.holdfast.spi;

import io.holdfast.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the list of tenants comes from. The default reads MicroProfile Config ({@code holdfast.tenants}); another one is found by
 * {@link java.util.ServiceLoader} and replaces it.
 *
 * <p>Called once, on the thread that boots the container, before any bean exists. An exception fails the deployment. All
 * tenants come in one call, so that 500 tenants cost one query and not 500.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TenantSource {

    /**
     * Loads all tenants.
     *
     * @return the tenants and the version of the list
     */
    Catalog load();

    /**
     * All tenants at one moment.
     *
     * @param version what tells this list from an older one; shown in logs
     * @param tenants the tenants, in any order
     */
    record Catalog(String version, List<Tenant> tenants) {

        /**
         * Copies the list.
         *
         * @param version what tells this list from an older one
         * @param tenants the tenants
         */
        public Catalog {
            Objects.requireNonNull(version, "version");
            tenants = List.copyOf(tenants);
        }
    }

    /**
     * One tenant.
     *
     * @param id the tenant's id
     * @param dataSource the data source it uses, or empty for {@code holdfast.tenancy.datasource}, else the one made for it from
     *     {@code holdfast.datasource-template}
     * @param schema its schema, or empty for {@code holdfast.tenancy.schema} or the template's, else the database's default
     * @param sessionVariables session settings of this tenant, by name
     */
    record Tenant(
            TenantId id, Optional<String> dataSource, Optional<String> schema, Map<String, String> sessionVariables) {

        /**
         * Copies the map.
         *
         * @param id the tenant's id
         * @param dataSource the data source it uses
         * @param schema its schema
         * @param sessionVariables session settings of this tenant
         */
        public Tenant {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(dataSource, "dataSource");
            Objects.requireNonNull(schema, "schema");
            sessionVariables = Map.copyOf(sessionVariables);
        }
    }
}
