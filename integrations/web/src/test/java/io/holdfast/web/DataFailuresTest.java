package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;

class DataFailuresTest {

    private static final DataException DUPLICATE =
            DataErrors.translate(new SQLException("there already", "23505"), null, FailedCall.STATEMENT_IN_TRANSACTION);
    private static final DataException UNKNOWN =
            DataErrors.translate(new SQLException("gone", "08006"), null, FailedCall.COMMIT);

    @Test
    void findsWhatTheTransactionManagerPutAside() {
        Exception branch = new Exception("branch", DUPLICATE);
        Exception commit = new XAException("commit");
        commit.addSuppressed(branch);

        assertThat(DataFailures.find(new RuntimeException(commit))).containsSame(DUPLICATE);
    }

    @Test
    void anUnknownOutcomeIsSaidBeforeEverythingElse() {
        Exception commit = new XAException("commit");
        commit.initCause(DUPLICATE);
        commit.addSuppressed(new Exception("branch", UNKNOWN));

        assertThat(UNKNOWN.kind()).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
        assertThat(DataFailures.find(commit)).containsSame(UNKNOWN);
    }

    @Test
    void theCauseIsSaidBeforeWhatWasSuppressed() {
        DataException lost = DataErrors.translate(new SQLException("gone", "08006"), null, FailedCall.ACQUIRE);
        Exception commit = new XAException("commit");
        commit.initCause(new Exception("deeper", DUPLICATE));
        commit.addSuppressed(lost);

        assertThat(DataFailures.find(commit)).containsSame(DUPLICATE);
    }

    @Test
    void whatSomebodySaidOfAnUnknownOutcomeStands() {
        DataException looked = new DataException("It was there already.", DUPLICATE.details(), UNKNOWN);

        assertThat(DataFailures.find(new RuntimeException(looked))).containsSame(looked);
    }

    @Test
    void whatFailedWhileOthersCleanedUpIsNotWhy() {
        Exception own = new Exception("own");
        own.addSuppressed(DUPLICATE);

        assertThat(DataFailures.find(own)).isEmpty();
    }

    @Test
    void endsWhereCausesFormARing() {
        Exception first = new XAException("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        assertThat(DataFailures.find(first)).isEmpty();
    }
}
