package io.holdfast.tck.server;

import io.holdfast.tck.transaction.Managers;
import io.holdfast.tck.transaction.RecordingXaResource;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An application that knows nothing of Holdfast, and takes the places that servers keep for one application each. Answers as soon
 * as the wanted number of requests is there.
 */
@WebServlet("/meet")
public class NeutralServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    static final int GUESTS = 12;
    private static final long SECONDS = 10;

    private final transient CyclicBarrier barrier = new CyclicBarrier(GUESTS);

    @Resource
    private transient ManagedExecutorService executor;

    @Resource
    private transient ManagedScheduledExecutorService scheduler;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            commit();
            submit(executor);
            submit(scheduler);
            barrier.await(SECONDS, TimeUnit.SECONDS);
            response.getWriter().print("met");
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    // Payara's thread that looks for lost transactions has the class loader of the application whose transaction was
    // the
    // first one with a resource, and stays in memory after its end.
    private static void commit() throws Exception {
        TransactionManager transactions = Managers.lookUp();
        transactions.begin();
        transactions.getTransaction().enlistResource(new RecordingXaResource());
        transactions.commit();
    }

    // Payara's executors keep the context providers of the application that was the last one to submit.
    private static void submit(ExecutorService executor) throws Exception {
        executor.submit(() -> {}).get(SECONDS, TimeUnit.SECONDS);
    }
}
