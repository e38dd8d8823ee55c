package io.holdfast.web;

import io.holdfast.DataSourceRegistry;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.config.WebConfig.Source;
import io.holdfast.spi.RequestUnits;
import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import java.util.List;
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
            Engine engine = of(
                    beans.select(RequestUnits.class).get(),
                    beans.select(DataSourceRegistry.class).get(),
                    beans.select(WebConfig.class).get(),
                    () -> resolver.isUnsatisfied()
                            ? Optional.empty()
                            : resolver.get().resolveTenant(),
                    RequestContexts.of(beans.select(RequestContextController.class)));
            if (resolver.isUnsatisfied()
                    && engine.config.sources().equals(List.of(Source.RESOLVER))
                    && engine.refusesAbsence()) {
                WebMessages.nobodyNamesTenants();
            }
            return engine;
        } catch (RuntimeException e) {
            throw new ServletException(WebMessages.noBeans(), e);
        }
    }

    // Outside of any request: the policy for an absent tenant answers.
    private boolean refusesAbsence() {
        try {
            registry.current();
            return false;
        } catch (DataException e) {
            return e.kind() == DataErrorKind.TENANT;
        }
    }
}
