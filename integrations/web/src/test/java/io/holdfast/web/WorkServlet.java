package io.holdfast.web;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.Route;
import io.holdfast.spi.RequestUnits;
import io.holdfast.tenancy.TenantId;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Does what the parameter {@code do} says (read, write), and tells tenant, nodes and pin. */
class WorkServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Queue<RequestUnits.Unit> units = new ConcurrentLinkedQueue<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        units.add(RequestState.of(request).unit());
        response.setContentType("text/plain");
        response.getWriter().print(work(request.getParameter("do")));
    }

    static String work(String what) {
        StringBuilder told = new StringBuilder();
        DataSourceRegistry registry = bean(DataSourceRegistry.class);
        told.append(bean(Holdfast.class).currentTenant().map(TenantId::value).orElse("none"));
        for (String one : what == null ? new String[0] : what.split(",")) {
            told.append(' ').append(node(registry, AccessIntent.valueOf(one.toUpperCase(Locale.ROOT))));
        }
        return told + (bean(ReadAfterWritePin.class).isPinned() ? " pinned" : "");
    }

    private static String node(DataSourceRegistry registry, AccessIntent intent) {
        try (Connection connection = registry.acquire(intent);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return connection.unwrap(Route.class).node();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    /** The units of the requests that came here. */
    Queue<RequestUnits.Unit> units() {
        return units;
    }
}
