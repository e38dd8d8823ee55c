package io.holdfast.web;

import io.holdfast.cdi.HoldfastExtension;
import io.smallrye.config.SmallRyeConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.environment.servlet.Listener;

/**
 * An application on an embedded server, with Holdfast's filter as the web fragment has it.
 *
 * <p>The configuration is in system properties while it runs. Tenants acme and globex, each with a primary and a replica behind the stub driver.
 */
final class WebServer {

    static final String CONTEXT = "/shop";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> settings = new TreeMap<>();
    private final ServletContextHandler context = new ServletContextHandler(CONTEXT);
    private final QueuedThreadPool threads = new QueuedThreadPool(8, 8);
    private final Server server = new Server(threads);
    private final ServerConnector connector;
    private final Weld weld;
    private WeldContainer container;

    WebServer(String name, Class<?>... beans) {
        weld = new Weld(name).disableDiscovery().addBeanClasses(beans);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(64 * 1024);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(context);
        set("tenants", "acme,globex");
        for (String tenant : new String[] {"acme", "globex"}) {
            set("datasource." + tenant + ".primary.url", "jdbc:stub:" + name + "-" + tenant + "-primary");
            set("datasource." + tenant + ".replica.r1.url", "jdbc:stub:" + name + "-" + tenant + "-r1");
        }
    }

    /** Adds a line to the configuration; the prefix {@code holdfast.} goes without saying. */
    WebServer set(String key, String value) {
        settings.put("holdfast." + key, value);
        return this;
    }

    WebServer servlet(String path, Servlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
        return this;
    }

    /** Adds a filter outside of Holdfast's. */
    WebServer outer(Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        return this;
    }

    WebServer errorPage(int status, String path) {
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(status, path);
        context.setErrorHandler(pages);
        return this;
    }

    WebServer start() throws Exception {
        settings.forEach(System::setProperty);
        // It remembers the names of properties, those of the last server.
        ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getLatestPropertyNames();
        container = weld.addExtensions(new HoldfastExtension()).initialize();
        context.addEventListener(Listener.using(container.getBeanManager()));
        addFragment();
        server.start();
        return this;
    }

    private void addFragment() throws ReflectiveOperationException {
        FragmentFile fragment = FragmentFile.read();
        FilterHolder filter = new FilterHolder(Class.forName(fragment.filter()).asSubclass(Filter.class));
        filter.setAsyncSupported(fragment.async());
        context.addFilter(filter, fragment.pattern(), EnumSet.copyOf(fragment.dispatchers()));
        context.addEventListener(Class.forName(fragment.listener())
                .asSubclass(EventListener.class)
                .getConstructor()
                .newInstance());
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** Requests a path; further arguments are the names and values of headers. */
    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + connector.getLocalPort() + CONTEXT + path))
                .timeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Calls a task on threads of the server's pool, so many at once that threads that served a request are among them. */
    void onWorkers(int count, Callable<Void> task) throws Exception {
        CyclicBarrier together = new CyclicBarrier(count);
        FutureTask<?>[] tasks = new FutureTask<?>[count];
        for (int i = 0; i < count; i++) {
            tasks[i] = new FutureTask<>(() -> {
                meet(together);
                return task.call();
            });
            threads.execute(tasks[i]);
        }
        for (FutureTask<?> one : tasks) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void meet(CyclicBarrier together) throws Exception {
        try {
            together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("The server has too few free threads", e);
        }
    }

    int idleWorkers() {
        return threads.getIdleThreads();
    }

    void close() throws Exception {
        try {
            server.stop();
        } finally {
            if (container != null) {
                container.shutdown();
            }
            settings.keySet().forEach(System::clearProperty);
        }
    }
}
