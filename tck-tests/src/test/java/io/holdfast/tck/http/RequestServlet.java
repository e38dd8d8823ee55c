package io.holdfast.tck.http;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Work;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.StringJoiner;
import javax.sql.DataSource;

/**
 * Does what the parameter {@code do} says, in order, and tells whose rows it saw and on which node. With a parameter {@code then} it
 * goes on with that in an asynchronous dispatch.
 */
@WebServlet(urlPatterns = "/work", asyncSupported = true)
public class RequestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String TOLD = "told";

    @Inject
    private transient DataSource dataSource;

    @Inject
    @ReadRoute
    private transient DataSource reads;

    @Inject
    private transient ReadAfterWritePin pin;

    @Inject
    private transient Work work;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        StringJoiner told = first ? new StringJoiner(" ") : (StringJoiner) request.getAttribute(TOLD);
        try {
            for (String step : request.getParameter(first ? "do" : "then").split(",")) {
                told.add(step(step, request.getParameter("name")));
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
        if (first && request.getParameter("then") != null) {
            request.setAttribute(TOLD, told);
            request.startAsync().dispatch();
            return;
        }
        response.setContentType("text/plain");
        response.getWriter().print(told);
    }

    private String step(String step, String name) throws Exception {
        return switch (step) {
            case "read" -> told(reads);
            case "write" -> told(dataSource);
            case "store" -> work.required(() -> store(name));
            case "break-the-commit" ->
                work.required(() -> {
                    Entries.insertDuplicateThatTheCommitFinds(dataSource);
                    return "not committed yet";
                });
            case "pin" -> Boolean.toString(pin.isPinned());
            default -> throw new IllegalArgumentException("No such step");
        };
    }

    private String store(String name) throws SQLException {
        Entries.insert(dataSource, name);
        return "stored";
    }

    private static String told(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Entries.owner(connection) + "@" + (Place.of(connection).isReplica() ? "replica" : "primary");
        }
    }
}
