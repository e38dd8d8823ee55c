package io.holdfast.tck.transaction;

import io.holdfast.tck.Entries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Has transactions on a thread of its own, before anybody else in the application uses the database. */
@ApplicationScoped
public class EarlyThread {

    @Inject
    DataSource dataSource;

    @Inject
    UserTransaction transaction;

    private final String committed = Entries.newName();
    private final String rolledBack = Entries.newName();

    void work(@Observes @Initialized(ApplicationScoped.class) Object event) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            transaction.begin();
            Entries.insert(dataSource, rolledBack);
            transaction.rollback();
            transaction.begin();
            Entries.insert(dataSource, committed);
            transaction.commit();
            return null;
        });
        new Thread(task, "early").start();
        task.get(30, TimeUnit.SECONDS);
    }

    /** What it committed. */
    public String committed() {
        return committed;
    }

    /** What it rolled back. */
    public String rolledBack() {
        return rolledBack;
    }
}
