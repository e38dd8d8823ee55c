package io.holdfast.jta;

import static io.holdfast.jta.NarayanaExtension.TM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.spi.ManagedTransaction;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Objects;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NarayanaExtension.class)
class LocalXaResourceTest {
    private final JtaTransactionBridge bridge = new JtaTransactionBridge();
    private final RecordingResource resource = new RecordingResource("data source 'orders' (tenant 'acme')");
    private final VotingXaResource other = new VotingXaResource();
    private final RecordingCompletion completion = new RecordingCompletion();

    @Test
    void commitsInOnePhaseWhenAlone() throws Exception {
        begin();

        TM.commit();

        assertThat(resource.calls).containsExactly("commit");
        assertThat(completion.calls).containsExactly("before", "committed");
    }

    @Test
    void rollsBack() throws Exception {
        begin();

        TM.rollback();

        assertThat(resource.calls).containsExactly("rollback");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vetoesBesideAnotherResourceAndNothingIsHalfCommitted(boolean otherFirst) throws Exception {
        TM.begin();
        if (otherFirst) {
            TM.getTransaction().enlistResource(other);
        }
        enlist();
        if (!otherFirst) {
            TM.getTransaction().enlistResource(other);
        }

        Throwable failure = catchThrowable(TM::commit);

        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(failure.getSuppressed()[0])
                .isInstanceOf(XAException.class)
                .hasMessageContaining("HOLDF00553")
                .hasMessageContaining("'orders'")
                .hasMessageContaining("jndi");
        assertThat(resource.calls).containsExactly("rollback");
        assertThat(other.calls).contains("rollback").doesNotContain("commit");
        assertThat(completion.calls).containsExactly("before", "not committed");
    }

    @ParameterizedTest
    @CsvSource({"40001, ROLLED_BACK", "40P01, ROLLED_BACK", "23505, DUPLICATE", "23503, CONSTRAINT", "57014, TIMED_OUT"
    })
    void reportsARollbackWhenTheDatabaseRefusedTheCommit(String sqlState, DataErrorKind kind) throws Exception {
        resource.failingCommit(new SQLException("refused", sqlState));
        begin();

        Throwable failure = catchThrowable(TM::commit);

        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(DataErrors.classify(failure).kind()).isEqualTo(kind);
        assertThat(completion.calls).containsExactly("before", "not committed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "08007", "58030"})
    void reportsAnUnknownOutcomeWhenTheConnectionDiedAtCommit(String sqlState) throws Exception {
        resource.failingCommit(new SQLException("gone", sqlState));
        begin();

        assertOutcomeUnknown(catchThrowable(TM::commit));
    }

    @Test
    void reportsAnUnknownOutcomeWhenNothingIsKnownAboutTheFailure() throws Exception {
        resource.failingCommit(new SQLException("something"));
        begin();

        assertOutcomeUnknown(catchThrowable(TM::commit));
    }

    @Test
    void reportsAnUnknownOutcomeWhenTheDriverBreaks() throws Exception {
        resource.failingCommit(new IllegalStateException("driver bug"));
        begin();

        assertOutcomeUnknown(catchThrowable(TM::commit));
    }

    @Test
    void rollsBackEvenWhenTheDatabaseDoesNotAnswer() throws Exception {
        resource.failingRollback(new SQLException("gone", "08006"));
        begin();

        assertThatNoException().isThrownBy(TM::rollback);

        assertThat(completion.calls).containsExactly("not committed");
    }

    @Test
    void rollsBackOnlyOnceAfterItsVeto() throws Exception {
        LocalXaResource xa = new LocalXaResource(resource);

        assertThatThrownBy(() -> xa.prepare(null))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK));
        xa.rollback(null);

        assertThat(resource.calls).containsExactly("rollback");
    }

    @Test
    void refusesToCommitInASecondPhaseOrTwice() throws Exception {
        LocalXaResource xa = new LocalXaResource(resource);

        assertProtocolError(() -> xa.commit(null, false));
        assertThat(resource.calls).isEmpty();
        xa.commit(null, true);
        assertProtocolError(() -> xa.commit(null, true));

        assertThat(resource.calls).containsExactly("commit");
    }

    @Test
    void isItsOwnResourceManagerAndHasNothingToRecover() {
        LocalXaResource xa = new LocalXaResource(resource);

        assertThat(xa.isSameRM(xa)).isTrue();
        assertThat(xa.isSameRM(new LocalXaResource(resource))).isFalse();
        assertThat(xa.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)).isEmpty();
        assertThat(xa.setTransactionTimeout(5)).isFalse();
    }

    private void begin() throws Exception {
        TM.begin();
        enlist();
    }

    private void enlist() throws SQLException {
        ManagedTransaction transaction = Objects.requireNonNull(bridge.current());
        transaction.enlist(resource);
        transaction.onCompletion(completion);
    }

    private void assertOutcomeUnknown(Throwable failure) {
        assertThat(failure).isInstanceOf(HeuristicMixedException.class);
        assertThat(failure.getSuppressed()[0])
                .hasMessageContaining("HOLDF00555")
                .hasMessageContaining("'orders'");
        assertThat(DataErrors.classify(failure).kind()).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
        assertThat(DataErrors.classify(failure).isRetryable()).isFalse();
        assertThat(resource.calls).containsExactly("commit");
        assertThat(completion.calls).containsExactly("before", "not committed");
    }

    private static void assertProtocolError(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_PROTO));
    }
}
