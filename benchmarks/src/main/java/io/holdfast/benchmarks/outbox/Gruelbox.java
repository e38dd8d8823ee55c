package io.holdfast.benchmarks.outbox;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Another outbox: one call of a method per event, dispatched at once after the commit by as many threads as Holdfast has. */
final class Gruelbox implements AutoCloseable {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ThreadLocalContextTransactionManager transactions;
    private final TransactionOutbox outbox;

    Gruelbox(Server server, Deliveries deliveries) {
        Receiver receiver = payload -> deliveries.delivered();
        transactions = TransactionManager.fromDataSource(server.pool());
        outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(type -> receiver))
                .submitter(Submitter.withExecutor(threads))
                .build();
    }

    /** What is called. */
    public interface Receiver {
        void receive(String payload);
    }

    void publish() {
        transactions.inTransaction(() -> outbox.schedule(Receiver.class).receive(Payloads.TEXT));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
