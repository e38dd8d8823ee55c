package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DataFailuresTest {

    private static final DataException DUPLICATE =
            DataErrors.translate(new SQLException("there already", "23505"), null, FailedCall.STATEMENT_IN_TRANSACTION);
    private static final DataException UNKNOWN =
            DataErrors.translate(new SQLException("gone", "08006"), null, FailedCall.COMMIT);

    @Test
    void findsWhatTheTransactionManagerPutAside() {
        Exception branch = new Exception("branch", DUPLICATE);
        Exception commit = new Exception("commit");
        commit.addSuppressed(branch);

        assertThat(DataFailures.find(new RuntimeException(commit))).containsSame(DUPLICATE);
    }

    @Test
    void anUnknownOutcomeIsSaidBeforeEverythingElse() {
        Exception commit = new Exception("commit", DUPLICATE);
        commit.addSuppressed(new Exception("branch", UNKNOWN));

        assertThat(UNKNOWN.kind()).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
        assertThat(DataFailures.find(commit)).containsSame(UNKNOWN);
    }

    @Test
    void endsWhereCausesFormARing() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        assertThat(DataFailures.find(first)).isEmpty();
    }
}
