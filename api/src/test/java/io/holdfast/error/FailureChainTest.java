package io.holdfast.error;

import static io.holdfast.error.ErrorDialect.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the links of a chain are found and weighed. */
class FailureChainTest {
    @AfterEach
    void clearInterruptFlag() {
        Thread.interrupted();
    }

    @Test
    void looksThroughWrappers() {
        SQLException root = Failures.state("23505");

        assertThat(kind(new RuntimeException(root))).isEqualTo(DataErrorKind.DUPLICATE);
        assertThat(kind(new ExecutionException(root))).isEqualTo(DataErrorKind.DUPLICATE);
        assertThat(kind(new InvocationTargetException(root))).isEqualTo(DataErrorKind.DUPLICATE);
        assertThat(kind(new UndeclaredThrowableException(root))).isEqualTo(DataErrorKind.DUPLICATE);
        assertThat(kind(Failures.withSuppressed(new Exception("commit"), root))).isEqualTo(DataErrorKind.DUPLICATE);
        assertThat(kind(Failures.withCause(new XAException(XAException.XAER_RMERR), root)))
                .isEqualTo(DataErrorKind.DUPLICATE);
    }

    @Test
    void anyUnknownOutcomeWins() {
        SQLException failure = Failures.withNext(Failures.state("23505"), Failures.state("08006"));
        failure.setNextException(Failures.state("08007"));

        assertThat(kind(failure)).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
    }

    @Test
    void anyLostConnectionBeatsTheRest() {
        SQLException failure = Failures.withSuppressed(Failures.state("40001"), Failures.state("08006"));

        DataErrorDetails details = DataErrors.classify(failure, POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION);

        assertThat(details.kind()).isEqualTo(DataErrorKind.CONNECTION_LOST);
        assertThat(details.sqlState()).isEqualTo("08006");
    }

    @Test
    void otherwiseTheFirstLinkThatSaysAnythingCounts() {
        SQLException failure = Failures.withNext(Failures.state("ABCDE"), Failures.state("40001"));
        failure.initCause(Failures.state("23505"));

        assertThat(kind(failure)).isEqualTo(DataErrorKind.ROLLED_BACK);
    }

    @Test
    void looksForTheReasonBehindAnAbortedTransaction() {
        SQLException failure = Failures.withCause(Failures.state("25P02"), Failures.state("23505"));

        assertThat(kind(failure)).isEqualTo(DataErrorKind.DUPLICATE);
    }

    @Test
    void reportsTheReasonOfABatchNotItsCarrier() {
        SQLException failure = Failures.withNext(Failures.typed("Batch", "42000", 0), Failures.state("40P01"));

        DataErrorDetails details = DataErrors.classify(failure, POSTGRESQL, FailedCall.BATCH);

        assertThat(details.kind()).isEqualTo(DataErrorKind.ROLLED_BACK);
        assertThat(details.sqlState()).isEqualTo("40P01");
    }

    @Test
    void endsOnCycles() {
        SQLException first = Failures.state("ABCDE");
        SQLException second = Failures.withCause(Failures.state("23505"), first);
        first.initCause(second);

        assertThat(kind(first)).isEqualTo(DataErrorKind.DUPLICATE);
        assertThat(DataErrors.isConnectionFatal(first, POSTGRESQL)).isFalse();
    }

    @Test
    void visitsALinkOnceHoweverManyWaysLeadToIt() {
        Throwable failure = Failures.state("23505");
        for (int i = 0; i < 10; i++) {
            failure = Failures.withSuppressed(new RuntimeException("wrapped", failure), failure);
        }

        assertThat(FailureChain.of(failure).links()).hasSize(11);
    }

    @ParameterizedTest
    @CsvSource({"31, DUPLICATE", "32, OTHER", "10000, OTHER"})
    void endsInTheDepth(int depth, DataErrorKind kind) {
        Throwable failure = Failures.state("23505");
        for (int i = 0; i < depth; i++) {
            failure = new RuntimeException("wrapped", failure);
        }

        assertThat(kind(failure)).isEqualTo(kind);
    }

    @Test
    void keepsDetailsThatWereFixedCloserToTheFailure() {
        DataErrorDetails fixed = DataErrorDetails.of(DataErrorKind.ROLLED_BACK, FailedCall.COMMIT)
                .at("acme", "orders", "primary");
        DataSQLException inner = new DataSQLException("inner", fixed, Failures.state("08006"));

        assertThat(DataErrors.classify(new RuntimeException(inner), POSTGRESQL, FailedCall.JTA_COMMIT))
                .isSameAs(fixed);
    }

    @Test
    void prefersTheFixedDetailsOfAnUnknownOutcome() {
        DataErrorDetails unknown = DataErrorDetails.of(DataErrorKind.OUTCOME_UNKNOWN, FailedCall.COMMIT);
        DataException top = new DataException("top", DataErrorDetails.of(DataErrorKind.CONSTRAINT));
        Exception failure = Failures.withSuppressed(new Exception(top), new DataException("in", unknown));

        assertThat(DataErrors.classify(failure)).isSameAs(unknown);
    }

    @Test
    void doesNotLetFixedDetailsHideAnUnknownOutcome() {
        DataException fixed = new DataException("fixed", DataErrorDetails.of(DataErrorKind.ROLLED_BACK));
        Exception failure = Failures.withSuppressed(new Exception(fixed), Failures.state("08007"));

        assertThat(kind(failure)).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
    }

    @Test
    void doesNotLetFixedDetailsHideAConnectionLostInTheCommit() {
        DataException fixed = new DataException("fixed", DataErrorDetails.of(DataErrorKind.ROLLED_BACK));
        Exception failure = Failures.withSuppressed(new Exception(fixed), Failures.state("08006"));

        assertThat(DataErrors.classify(failure, POSTGRESQL, FailedCall.JTA_COMMIT)
                        .kind())
                .isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
    }

    @Test
    void restoresTheInterruptFlag() {
        assertThat(kind(new SQLException("waiting", new InterruptedException())))
                .isEqualTo(DataErrorKind.TIMED_OUT);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void leavesTheFlagAloneWhenAnotherThreadWasInterrupted() {
        assertThat(kind(new ExecutionException(new InterruptedException()))).isEqualTo(DataErrorKind.TIMED_OUT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void doesNotLookIntoErrors() {
        assertThat(kind(new OutOfMemoryError())).isEqualTo(DataErrorKind.OTHER);
        assertThat(kind(new AssertionError(Failures.state("40001")))).isEqualTo(DataErrorKind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "5, OUTCOME_UNKNOWN", "6, OUTCOME_UNKNOWN", "7, OUTCOME_UNKNOWN", "8, OUTCOME_UNKNOWN",
        "-7, CONNECTION_LOST", "100, ROLLED_BACK", "107, ROLLED_BACK", "-3, OTHER"
    })
    void readsTheCodesOfAResourceManager(int code, DataErrorKind kind) {
        assertThat(kind(new XAException(code))).isEqualTo(kind);
    }

    @Test
    void doesNotTakeAReportedRollbackForAProof() {
        XAException reported = Failures.withCause(new XAException(XAException.XA_RBROLLBACK), Failures.state("08006"));

        DataErrorDetails details = DataErrors.classify(reported, POSTGRESQL, FailedCall.JTA_COMMIT);

        assertThat(details.kind()).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
    }

    @Test
    void knowsTheExceptionsOfATransactionManagerByName() {
        assertThat(TransactionFindings.isHeuristic("jakarta.transaction.HeuristicMixedException"))
                .isTrue();
        assertThat(TransactionFindings.isHeuristic("jakarta.transaction.HeuristicRollbackException"))
                .isTrue();
        assertThat(TransactionFindings.isHeuristic("jakarta.transaction.RollbackException"))
                .isFalse();
        assertThat(TransactionFindings.isRollback("jakarta.transaction.RollbackException"))
                .isTrue();
        assertThat(TransactionFindings.isRollback("jakarta.persistence.RollbackException"))
                .isFalse();
    }

    @Test
    void leavesABareRollbackToTheCaller() {
        DataErrorDetails details =
                DataErrors.classify(new XAException(XAException.XA_RBROLLBACK), POSTGRESQL, FailedCall.JTA_COMMIT);

        assertThat(details.kind()).isEqualTo(DataErrorKind.ROLLED_BACK);
        assertThat(details.advice()).isEqualTo(RetryAdvice.CALLER_DECIDES);
    }

    private static DataErrorKind kind(Throwable failure) {
        return DataErrors.classify(failure, POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION)
                .kind();
    }
}
