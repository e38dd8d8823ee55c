package io.holdfast.tck.server;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** An application that knows nothing of Holdfast. Answers as soon as the wanted number of requests is there. */
@WebServlet("/meet")
public class NeutralServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    static final int GUESTS = 12;

    private final transient CyclicBarrier barrier = new CyclicBarrier(GUESTS);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            barrier.await(10, TimeUnit.SECONDS);
            response.getWriter().print("met");
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
