package io.holdfast.demo.shop;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Orders over HTTP; the tenant is in a header.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@WebServlet("/orders/*")
public class OrdersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Orders orders;

    /** How many orders there are. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            answer(response, orders.count());
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    /** Places an order; {@code /checkout} counts in the same request, {@code /broken} fails after it has written. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String item = request.getParameter("item");
        try {
            if ("/broken".equals(request.getPathInfo())) {
                orders.placeAndFail(item);
                return;
            }
            Answer placed = orders.place(item);
            answer(response, "/checkout".equals(request.getPathInfo()) ? orders.count() : placed);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private static void answer(HttpServletResponse response, Answer answer) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().println(answer);
    }
}
