package io.holdfast.web;

import io.holdfast.DataSourceRegistry;
import io.holdfast.internal.config.WebConfig;
import io.holdfast.spi.RequestUnits;
import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.context.control.RequestContextController;
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
 * @param contexts adds what servers forget
 */
record Engine(
        RequestUnits units,
        DataSourceRegistry registry,
        WebConfig config,
        TenantFinder finder,
        Supplier<Optional<String>> resolver,
        RequestContexts contexts) {

    static Engine of(
            RequestUnits units,
            DataSourceRegistry registry,
            WebConfig config,
            Supplier<Optional<String>> resolver,
            RequestContexts contexts) {
        return new Engine(units, registry, config, new TenantFinder(config), resolver, contexts);
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
                            : resolver.get().resolveTenant(),
                    RequestContexts.of(beans.select(RequestContextController.class)));
        } catch (RuntimeException e) {
            throw new ServletException(WebMessages.noBeans(), e);
        }
    }
}
