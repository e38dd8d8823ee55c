package io.holdfast.cdi;

import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.internal.tenancy.UnitOfWork;
import io.holdfast.internal.tenancy.UnitPin;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.spi.Databases;
import io.holdfast.spi.IntentScopes;
import io.holdfast.spi.RequestUnits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import javax.sql.DataSource;

/** Registers the beans. The runtime owns what they give out, so nothing is disposed of with a bean. */
final class HoldfastBeans {

    private static final String ID = "io.holdfast.";

    private final AfterBeanDiscovery event;
    private final HoldfastRuntime runtime;

    HoldfastBeans(AfterBeanDiscovery event, HoldfastRuntime runtime) {
        this.event = event;
        this.runtime = runtime;
    }

    void addAll() {
        add(DataSourceRegistry.class).produceWith(instance -> runtime.registry());
        add(Holdfast.class).produceWith(instance -> runtime);
        add(IntentScopes.class).produceWith(instance -> runtime);
        add(RequestUnits.class).produceWith(instance -> runtime);
        add(Databases.class).produceWith(instance -> runtime.databases());
        DataSource reads = runtime.dataSource(true);
        event.<DataSource>addBean()
                .beanClass(RoutedDataSourceBean.class)
                .id(ID + "reads")
                .types(DataSource.class, Object.class)
                .qualifiers(ReadRoute.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> reads);
        event.<UnitPin>addBean()
                .beanClass(UnitPin.class)
                .id(ID + "pin")
                .types(ReadAfterWritePin.class, UnitPin.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(RequestScoped.class)
                .produceWith(this::unit);
    }

    // A container may begin another request context for an asynchronous dispatch: the request's owner knows better.
    private UnitOfWork unit(Instance<Object> beans) {
        UnitOfWork bound = runtime.requestUnit();
        return bound != null ? bound : beans.select(RequestWork.class).get().unit();
    }

    /** For the servlet filter, where it is present. */
    void addWebConfig(WebConfig web) {
        event.<WebConfig>addBean()
                .beanClass(WebConfig.class)
                .id(ID + "web")
                .types(WebConfig.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Dependent.class)
                .produceWith(instance -> web);
    }

    /** For the outbox, where it is present. */
    void addOutboxSettings(OutboxSettings outbox) {
        event.<OutboxSettings>addBean()
                .beanClass(OutboxSettings.class)
                .id(ID + "outbox")
                .types(OutboxSettings.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Dependent.class)
                .produceWith(instance -> outbox);
    }

    void addDefaultDataSource() {
        DataSource byIntent = runtime.dataSource(false);
        event.<DataSource>addBean()
                .beanClass(RoutedDataSourceBean.class)
                .id(ID + "datasource")
                .types(DataSource.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> byIntent);
    }

    private <T> BeanConfigurator<T> add(Class<T> type) {
        return event.<T>addBean()
                .beanClass(type)
                .id(ID + type.getSimpleName())
                .types(type, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(ApplicationScoped.class);
    }
}
