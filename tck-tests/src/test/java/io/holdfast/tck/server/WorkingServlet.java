package io.holdfast.tck.server;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.WorkScope;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxMessage;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;

/** Opens everything there is: pools of all nodes, the housekeeper, a transaction, the request's unit of work, the outbox. */
@WebServlet("/work")
public class WorkingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String TENANT = "acme";

    @Inject
    private transient DataSourceRegistry registry;

    @Inject
    private transient Holdfast holdfast;

    @Inject
    private transient Outbox outbox;

    @Inject
    private transient UserTransaction transaction;

    private final transient ClassLoaderWitness witness = ClassLoaderWitness.OF_THIS_APPLICATION;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try (WorkScope scope = registry.find(TENANT).isPresent() ? holdfast.begin(TENANT) : holdfast.begin()) {
            scope.pin().isPinned();
            use(AccessIntent.READ);
            transaction.begin();
            use(AccessIntent.WRITE);
            outbox.publish(OutboxMessage.of("redeploy.work", "done"));
            transaction.commit();
            response.getWriter().print("done");
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private void use(AccessIntent intent) throws Exception {
        try (Connection connection = registry.acquire(intent)) {
            connection.createStatement().execute("SELECT 1");
        }
    }
}
