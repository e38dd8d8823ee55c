package io.holdfast.error;

import static io.holdfast.error.ErrorDialect.GENERIC;
import static io.holdfast.error.ErrorDialect.MYSQL;
import static io.holdfast.error.ErrorDialect.POSTGRESQL;
import static io.holdfast.error.ErrorDialect.SQLSERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the failing call makes of a code. */
class FailedCallTest {
    @AfterEach
    void clearInterruptFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            57P01 | COMMIT                     | OUTCOME_UNKNOWN
            08006 | COMMIT                     | OUTCOME_UNKNOWN
            57P03 | COMMIT                     | OUTCOME_UNKNOWN
            53200 | COMMIT                     | OUTCOME_UNKNOWN
            53100 | COMMIT                     | OUTCOME_UNKNOWN
            40001 | COMMIT                     | ROLLED_BACK
            40P01 | COMMIT                     | ROLLED_BACK
            23505 | COMMIT                     | DUPLICATE
            23503 | COMMIT                     | CONSTRAINT
            57014 | COMMIT                     | TIMED_OUT
            57P01 | JTA_COMMIT                 | OUTCOME_UNKNOWN
            40001 | JTA_COMMIT                 | ROLLED_BACK
            08006 | STATEMENT_AUTOCOMMIT_WRITE | OUTCOME_UNKNOWN
            53200 | STATEMENT_AUTOCOMMIT_WRITE | OUTCOME_UNKNOWN
            57014 | STATEMENT_AUTOCOMMIT_WRITE | TIMED_OUT
            40001 | STATEMENT_AUTOCOMMIT_WRITE | ROLLED_BACK
            08006 | STATEMENT_AUTOCOMMIT_READ  | CONNECTION_LOST
            08007 | STATEMENT_AUTOCOMMIT_READ  | CONNECTION_LOST
            53200 | STATEMENT_AUTOCOMMIT_READ  | OVERLOADED
            57014 | STATEMENT_AUTOCOMMIT_READ  | TIMED_OUT
            25006 | STATEMENT_AUTOCOMMIT_READ  | READ_ONLY
            08006 | STATEMENT_IN_TRANSACTION   | CONNECTION_LOST
            53200 | STATEMENT_IN_TRANSACTION   | OVERLOADED
            08006 | BATCH                      | CONNECTION_LOST
            08006 | ROLLBACK                   | CONNECTION_LOST
            08007 | ROLLBACK                   | CONNECTION_LOST
            23505 | ROLLBACK                   | DUPLICATE
            08006 | CLOSE                      | CONNECTION_LOST
            08006 | XA_PREPARE                 | CONNECTION_LOST
            40001 | XA_PREPARE                 | ROLLED_BACK
            08006 | XA_COMMIT                  | OUTCOME_UNKNOWN
            40001 | XA_COMMIT                  | OUTCOME_UNKNOWN
            08001 | CONNECT                    | CONNECTION_LOST
            08007 | CONNECT                    | CONNECTION_LOST
            28P01 | CONNECT                    | AUTH
            08004 | CONNECT                    | AUTH
            53300 | CONNECT                    | OVERLOADED
            08001 | ACQUIRE                    | CONNECTION_LOST
            28P01 | ACQUIRE                    | AUTH
            08006 | SESSION_SETUP              | CONNECTION_LOST
            08007 | SESSION_SETUP              | CONNECTION_LOST
            53200 | SESSION_SETUP              | OVERLOADED
            57014 | SESSION_SETUP              | TIMED_OUT
            3F000 | SESSION_SETUP              | TENANT_MAPPING
            42501 | SESSION_SETUP              | TENANT_MAPPING
            40001 | SESSION_SETUP              | TENANT_MAPPING
            ABCDE | SESSION_SETUP              | TENANT_MAPPING
            ABCDE | COMMIT                     | OTHER
            """)
    void shiftsTheKind(String state, FailedCall call, DataErrorKind kind) {
        DataErrorDetails details = DataErrors.classify(Failures.state(state), POSTGRESQL, call);

        assertThat(details.kind()).isEqualTo(kind);
        assertThat(details.call()).isEqualTo(call);
    }

    @Test
    void knowsWhatARejectedLoginMeansPerDialect() {
        SQLException failure = Failures.state("08004");

        assertThat(DataErrors.classify(failure, POSTGRESQL, FailedCall.CONNECT).kind())
                .isEqualTo(DataErrorKind.AUTH);
        assertThat(DataErrors.classify(failure, MYSQL, FailedCall.CONNECT).kind())
                .isEqualTo(DataErrorKind.OVERLOADED);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMIT, OUTCOME_UNKNOWN",
        "STATEMENT_AUTOCOMMIT_WRITE, OUTCOME_UNKNOWN",
        "JTA_COMMIT, OUTCOME_UNKNOWN",
        "STATEMENT_IN_TRANSACTION, TIMED_OUT",
        "STATEMENT_AUTOCOMMIT_READ, TIMED_OUT"
    })
    void doesNotTrustATimeOutOfTheClient(FailedCall call, DataErrorKind kind) {
        SQLException failure = Failures.typed("Timeout");

        assertThat(DataErrors.classify(failure, GENERIC, call).kind()).isEqualTo(kind);
        assertThat(DataErrors.classify(new InterruptedException(), GENERIC, call)
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void neverTrustsSqlServersClientTimeOut() {
        SQLException failure = Failures.code(-2, null);

        assertThat(DataErrors.classify(failure, SQLSERVER, FailedCall.STATEMENT_IN_TRANSACTION)
                        .kind())
                .isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"08006, CONNECTION_LOST", "53200, OVERLOADED"})
    void keepsTheKindButAsksForAProofWhenTheCallIsUnknown(String state, DataErrorKind kind) {
        DataErrorDetails details = DataErrors.classify(Failures.state(state), POSTGRESQL, FailedCall.UNKNOWN);

        assertThat(details.kind()).isEqualTo(kind);
        assertThat(details.advice()).isEqualTo(RetryAdvice.VERIFY_FIRST);
        assertThat(details.isRetryable()).isFalse();
    }

    @Test
    void trustsARollbackWhenTheCallIsUnknown() {
        assertThat(DataErrors.classify(Failures.state("40001")).isRetryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(FailedCall.class)
    void neverCallsAnUnknownOutcomeRetryable(FailedCall call) {
        for (String state : new String[] {"08006", "08007", "40003", "57P01", "53200"}) {
            DataErrorDetails details = DataErrors.classify(Failures.state(state), POSTGRESQL, call);

            assertThat(details.kind() == DataErrorKind.OUTCOME_UNKNOWN && details.isRetryable())
                    .isFalse();
        }
    }

    @Test
    void takesASilentPoolForABusyOne() {
        SQLException failure = new SQLException("Sorry, acquisition timeout!");

        assertThat(DataErrors.classify(failure, POSTGRESQL, FailedCall.ACQUIRE).kind())
                .isEqualTo(DataErrorKind.OVERLOADED);
        assertThat(DataErrors.classify(failure, POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION)
                        .kind())
                .isEqualTo(DataErrorKind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"TransientConnection", "Timeout", "Transient"})
    void takesAPoolsTypedTimeOutForABusyPoolToo(String type) {
        assertThat(DataErrors.classify(Failures.typed(type), POSTGRESQL, FailedCall.ACQUIRE)
                        .kind())
                .isEqualTo(DataErrorKind.OVERLOADED);
    }

    @Test
    void doesNotTakeASilentDriverForABusyPool() {
        SQLException failure = new SQLException("Incorrect port value : abc");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.mariadb.jdbc.Configuration", "parse", null, 1),
            new StackTraceElement("io.agroal.pool.ConnectionFactory", "createConnection", null, 1)
        });

        assertThat(DataErrors.classify(failure, MYSQL, FailedCall.ACQUIRE).kind())
                .isEqualTo(DataErrorKind.OTHER);
    }

    @Test
    void looksBeneathThePoolForARefusedLogin() {
        SQLException pool = Failures.withCause(Failures.typed("TransientConnection"), Failures.state("28P01"));

        assertThat(DataErrors.classify(pool, POSTGRESQL, FailedCall.ACQUIRE).kind())
                .isEqualTo(DataErrorKind.AUTH);
    }

    @Test
    void believesThePoolThatItWasInterrupted() {
        Thread.currentThread().interrupt();

        DataErrorDetails details =
                DataErrors.classify(new SQLException("Interrupted while acquiring"), POSTGRESQL, FailedCall.ACQUIRE);

        assertThat(details.kind()).isEqualTo(DataErrorKind.TIMED_OUT);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
