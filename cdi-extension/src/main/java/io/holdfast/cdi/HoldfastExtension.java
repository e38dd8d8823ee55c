package io.holdfast.cdi;

import io.holdfast.internal.config.ApplicationDrivers;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.reader.ConfigReader;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.spi.RouteListener;
import io.holdfast.spi.TenantSource;
import io.holdfast.spi.TransactionBridge;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Boots Holdfast: reads and validates the configuration, reports every problem in one deployment failure, and registers beans.
 * Opens nothing; pools open at their first use.
 *
 * <p><strong>Threading:</strong> called by the container, one event at a time. <strong>Lifecycle:</strong> one per application.
 */
public class HoldfastExtension implements Extension {

    private final DataSourceRivals rivals = new DataSourceRivals();
    private final List<Bean<?>> listeners = new ArrayList<>();
    private final RequestFrames requests = new RequestFrames();
    private @Nullable HoldfastRuntime runtime;
    private @Nullable CreationalContext<?> references;
    private boolean defaultDataSourceAdded;

    void addTypes(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(RequestWork.class, RequestWork.class.getName());
        event.addAnnotatedType(ReadOnlyInterceptor.class, ReadOnlyInterceptor.class.getName());
    }

    void noticeBean(@Observes ProcessManagedBean<? extends DataSource> event) {
        rivals.notice(event.getBean());
    }

    void noticeProducerMethod(@Observes ProcessProducerMethod<? extends DataSource, ?> event) {
        rivals.notice(event.getBean());
    }

    void noticeProducerField(@Observes ProcessProducerField<? extends DataSource, ?> event) {
        rivals.notice(event.getBean());
    }

    // Kept as beans and not looked up later: in Payara what an application has is not visible from an extension in its
    // JARs.
    void noticeListener(@Observes ProcessBean<?> event) {
        if (event.getBean().getTypes().contains(RouteListener.class)) {
            listeners.add(event.getBean());
        }
    }

    void boot(@Observes AfterBeanDiscovery event) {
        ClassLoader loader = HoldfastExtension.class.getClassLoader();
        Optional<String> duplicates = DuplicateParts.find(loader);
        if (duplicates.isPresent()) {
            event.addDefinitionError(new DeploymentException(duplicates.get()));
            return;
        }
        ConfigReader.Result result;
        try {
            TenantSource tenants =
                    ServiceLoader.load(TenantSource.class, loader).findFirst().orElse(null);
            result = ConfigReader.read(ConfigProvider.getConfig(), tenants);
        } catch (RuntimeException e) {
            event.addDefinitionError(new DeploymentException(
                    "HOLDF00001: Holdfast could not read its configuration. The cause tells why.", e));
            return;
        }
        result.warnings().forEach(CdiMessages::warning);
        if (!result.problems().isEmpty()) {
            // Nobody tells us to close when a deployment fails.
            releaseDrivers();
            event.addDefinitionError(new DeploymentException(result.failureMessage()));
            return;
        }
        start(event, result.config().orElseThrow(), loader);
    }

    private void start(AfterBeanDiscovery event, HoldfastConfig config, ClassLoader loader) {
        TransactionBridge transactions =
                ServiceLoader.load(TransactionBridge.class, loader).findFirst().orElse(TransactionBridge.none());
        HoldfastRuntime started;
        try {
            started = new HoldfastRuntime(config, requests, transactions);
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(new DeploymentException("HOLDF00002: " + e.getMessage(), e));
            return;
        }
        runtime = started;
        CdiMessages.booted(config);
        started.gaps().forEach(CdiMessages::warning);
        ServiceLoader.load(RouteListener.class, loader).forEach(started::register);
        HoldfastBeans beans = new HoldfastBeans(event, started);
        beans.addAll();
        beans.addWebConfig(config.web());
        beans.addOutboxSettings(config.outbox());
        Optional<String> rival = rivals.first();
        if (!config.defaultDataSourceBean() || rival.isPresent()) {
            rival.ifPresent(CdiMessages::stepsBack);
        } else {
            beans.addDefaultDataSource();
            defaultDataSourceAdded = true;
        }
    }

    // Of any class: the event is typed by the class that declares the bean, which may be the other extension itself.
    void rejectAmbiguity(@Observes ProcessSyntheticBean<?> event) {
        boolean ours = event.getBean().getBeanClass() == RoutedDataSourceBean.class;
        if (defaultDataSourceAdded && !ours && DataSourceRivals.isRival(event.getBean())) {
            event.addDefinitionError(new DeploymentException(
                    "HOLDF00003: Another extension offers a DataSource bean too (" + event.getBean()
                            + "), so '@Inject DataSource' is ambiguous. Set holdfast.datasource-bean=false to have the other one,"
                            + " and reach routed connections through DataSourceRegistry."));
        }
    }

    void connect(@Observes AfterDeploymentValidation event, BeanManager beans) {
        HoldfastRuntime started = runtime;
        if (started != null) {
            requests.use(beans);
            started.prepare();
            // Not before: names of the application's own component come late, and a failed deployment must leave
            // nothing.
            List<String> problems = started.nameProblems();
            if (!problems.isEmpty()) {
                // Thrown, not added: the observers behind this one open what nobody would close.
                throw new DeploymentException(String.join("\n", problems));
            }
            CreationalContext<?> context = beans.createCreationalContext(null);
            references = context;
            listeners.forEach(
                    bean -> started.register((RouteListener) beans.getReference(bean, RouteListener.class, context)));
        }
    }

    void close(@Observes BeforeShutdown event) {
        HoldfastRuntime started = runtime;
        if (started != null) {
            runtime = null;
            started.close();
        }
        CreationalContext<?> context = references;
        if (context != null) {
            // Listeners without a scope of their own are destroyed with what they listened to.
            references = null;
            context.release();
        }
        releaseDrivers();
    }

    // Only where the JAR is the application's own: beside a driver in a shared class loader others use it too.
    private static void releaseDrivers() {
        ClassLoader ours = HoldfastExtension.class.getClassLoader();
        if (ours != null && ours != ClassLoader.getSystemClassLoader()) {
            ApplicationDrivers.deregister(ours);
        }
    }
}
