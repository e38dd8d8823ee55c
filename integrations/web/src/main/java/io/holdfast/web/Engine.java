package io.holdfast.web;

import io.holdfast.DataSourceRegistry;
import io.holdfast.internal.config.WebConfig;
import io.holdfast.spi.RequestUnits;
import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the filter needs of Holdfast and of the application.
 *
 * @param units begins units of work
 * @param registry knows the tenants
 * @param config what the filter is told
 * @param finder reads the tenant from a request
 * @param resolver asks the application's own bean
 */
record Engine(
        RequestUnits units,
        DataSourceRegistry registry,
        WebConfig config,
        TenantFinder finder,
        Supplier<Optional<String>> resolver) {

    static Engine of(
            RequestUnits units, DataSourceRegistry registry, WebConfig config, Supplier<Optional<String>> resolver) {
        return new Engine(units, registry, config, new TenantFinder(config), resolver);
    }

    static Engine lookUp() throws ServletException {
        try {
            CDI<Object> beans = CDI.current();
            Instance<TenantResolver> resolver = beans.select(TenantResolver.class);
            return of(
                    beans.select(RequestUnits.class).get(),
                    beans.select(DataSourceRegistry.class).get(),
                    beans.select(WebConfig.class).get(),
                    () -> resolver.isUnsatisfied()
                            ? Optional.empty()
                            : resolver.get().resolveTenant());
        } catch (RuntimeException e) {
            throw new ServletException(WebMessages.noBeans(), e);
        }
    }
}
