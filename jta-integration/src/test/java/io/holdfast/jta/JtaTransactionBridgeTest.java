package io.holdfast.jta;

import static io.holdfast.jta.NarayanaExtension.TM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.ManagedTransaction.Completion;
import io.holdfast.spi.TransactionBridge;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.UserTransaction;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NarayanaExtension.class)
class JtaTransactionBridgeTest {
    private final TransactionBridge bridge = new JtaTransactionBridge();

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(TransactionBridge.class)).hasOnlyElementsOfType(JtaTransactionBridge.class);
    }

    @Test
    void seesNoTransactionWhereThereIsNone() {
        assertThat(bridge.current()).isNull();
    }

    @Test
    void allocatesNothingWithoutTransaction() {
        assertThat(bytesPerCall()).isZero();
    }

    @Test
    void allocatesNothingFromTheSecondCallInATransaction() throws Exception {
        TM.begin();

        long bytes = bytesPerCall();
        TM.rollback();

        assertThat(bytes).isZero();
    }

    @Test
    void givesOneInstancePerTransaction() throws Exception {
        TM.begin();
        ManagedTransaction outer = current();
        assertThat(bridge.current()).isSameAs(outer);
        Transaction suspended = TM.suspend();

        TM.begin();
        ManagedTransaction inner = current();
        TM.rollback();
        TM.resume(suspended);

        assertThat(inner.key()).isNotEqualTo(outer.key());
        assertThat(bridge.current()).isSameAs(outer);
        TM.rollback();
    }

    @Test
    void remembersAttributesOfASuspendedTransaction() throws Exception {
        TM.begin();
        ManagedTransaction outer = current();
        outer.attribute("name", "outer");
        Transaction suspended = TM.suspend();
        TM.begin();
        current().attribute("name", "inner");

        assertThat(outer.attribute("name")).isEqualTo("outer");
        assertThat(current().attribute("name")).isEqualTo("inner");
        assertThat(current().attribute("other")).isNull();

        TM.rollback();
        TM.resume(suspended);
        TM.rollback();
    }

    @Test
    void seesTheTransactionOfAUserTransaction() throws Exception {
        UserTransaction user = com.arjuna.ats.jta.UserTransaction.userTransaction();
        RecordingResource resource = new RecordingResource("orders");

        user.begin();
        current().enlist(resource);
        user.commit();

        assertThat(resource.calls).containsExactly("commit");
        assertThat(bridge.current()).isNull();
    }

    @Test
    void tellsTheEndOfACommit() throws Exception {
        RecordingCompletion completion = new RecordingCompletion();
        TM.begin();
        current().onCompletion(completion);

        TM.commit();

        assertThat(completion.calls).containsExactly("before", "committed");
    }

    @Test
    void tellsTheEndOfARollback() throws Exception {
        RecordingCompletion completion = new RecordingCompletion();
        TM.begin();
        current().onCompletion(completion);

        TM.rollback();

        assertThat(completion.calls).containsExactly("not committed");
    }

    @Test
    void acceptsWorkBeforeCompletionAndSeesNoTransactionAfterwards() throws Exception {
        RecordingResource resource = new RecordingResource("orders");
        List<Object> seen = new ArrayList<>();
        TM.begin();
        current().onCompletion(new Completion() {
            @Override
            public void beforeCompletion() {
                seen.add(status());
                seen.add(current().isActive());
                enlist(resource);
            }

            @Override
            public void afterCompletion(boolean committed) {
                seen.add(status());
                seen.add(bridge.current() == null);
            }
        });

        TM.commit();

        assertThat(seen).containsExactly(Status.STATUS_ACTIVE, true, Status.STATUS_COMMITTED, true);
        assertThat(resource.calls).containsExactly("commit");
    }

    @Test
    void rollsBackWhenACompletionThrows() throws Exception {
        RecordingResource resource = new RecordingResource("orders");
        TM.begin();
        current().enlist(resource);
        current().onCompletion(new Completion() {
            @Override
            public void beforeCompletion() {
                throw new IllegalArgumentException("no");
            }

            @Override
            public void afterCompletion(boolean committed) {}
        });

        assertThatThrownBy(TM::commit).isInstanceOf(RollbackException.class);

        assertThat(resource.calls).containsExactly("rollback");
    }

    @Test
    void refusesWorkOnceMarkedForRollback() throws Exception {
        TM.begin();
        ManagedTransaction transaction = current();
        transaction.markRollbackOnly();

        assertThat(bridge.current()).isSameAs(transaction);
        assertThat(transaction.isActive()).isFalse();
        assertThatThrownBy(() -> transaction.enlist(new RecordingResource("data source 'orders'")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("HOLDF00551")
                .hasMessageContaining("data source 'orders'")
                .hasCauseInstanceOf(RollbackException.class);
        assertThatThrownBy(TM::commit).isInstanceOf(RollbackException.class);
    }

    @Test
    void showsATransactionThatTimedOutAsInactive() throws Exception {
        RecordingResource resource = new RecordingResource("orders");
        RecordingCompletion completion = new RecordingCompletion();
        TM.setTransactionTimeout(1);
        TM.begin();
        ManagedTransaction transaction = current();
        transaction.enlist(resource);
        transaction.onCompletion(completion);

        assertThat(completion.ended.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(completion.calls).containsExactly("not committed");
        assertThat(resource.calls).containsExactly("rollback");
        assertThat(current().isActive()).isFalse();
        assertThatThrownBy(() -> current().enlist(new RecordingResource("second")))
                .hasMessageContaining("HOLDF00551");
        assertThatThrownBy(TM::commit).isInstanceOf(RollbackException.class);
    }

    @Test
    void refusesASecondLocalResourceWithBothNames() throws Exception {
        RecordingResource first = new RecordingResource("data source 'orders' (tenant 'acme')");
        TM.begin();
        current().enlist(first);

        assertThatThrownBy(() -> current().enlist(new RecordingResource("data source 'stock' (tenant 'acme')")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("HOLDF00552")
                .hasMessageContaining("'orders'")
                .hasMessageContaining("'stock'")
                .hasMessageContaining("jndi");

        assertThatThrownBy(TM::commit).isInstanceOf(RollbackException.class);
        assertThat(first.calls).containsExactly("rollback");
    }

    @Test
    void refusesACompletionForASuspendedTransaction() throws Exception {
        TM.begin();
        ManagedTransaction outer = current();
        Transaction suspended = TM.suspend();
        TM.begin();

        assertThatThrownBy(() -> outer.onCompletion(new RecordingCompletion()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("HOLDF00559");

        TM.rollback();
        TM.resume(suspended);
        TM.rollback();
    }

    @Test
    void leavesNoObjectStoreBehind() throws Exception {
        TM.begin();
        TM.getTransaction().enlistResource(new VotingXaResource());
        TM.getTransaction().enlistResource(new VotingXaResource());
        TM.commit();

        assertThat(Files.exists(Path.of("ObjectStore"))).isFalse();
    }

    private ManagedTransaction current() {
        return Objects.requireNonNull(bridge.current());
    }

    private void enlist(RecordingResource resource) {
        try {
            current().enlist(resource);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status() {
        try {
            return TM.getStatus();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The least of several rounds: what the JIT and the JVM allocate meanwhile is not ours. */
    private long bytesPerCall() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicReference<Object> sink = new AtomicReference<>();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                sink.lazySet(bridge.current());
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / 1_000;
    }
}
