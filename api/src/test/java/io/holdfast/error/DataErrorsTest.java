package io.holdfast.error;

import static io.holdfast.error.ErrorDialect.GENERIC;
import static io.holdfast.error.ErrorDialect.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08ABC | CONNECTION_LOST
            40ABC | ROLLED_BACK
            40002 | CONSTRAINT
            40003 | OUTCOME_UNKNOWN
            53ABC | OVERLOADED
            57ABC | TIMED_OUT
            58ABC | CONNECTION_LOST
            22ABC | CONSTRAINT
            23ABC | CONSTRAINT
            42ABC | STATEMENT
            28ABC | AUTH
            3DABC | CONFIG
            3FABC | STATEMENT
            XXABC | OTHER
            ABCDE | OTHER
            HY000 | OTHER
            08    | OTHER
            """)
    void fallsBackToTheClassOfTheState(String state, DataErrorKind kind) {
        expect(Failures.state(state), kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Recoverable                  | CONNECTION_LOST
            NonTransientConnection       | CONNECTION_LOST
            TransientConnection          | CONNECTION_LOST
            TransactionRollback          | ROLLED_BACK
            Transient                    | ROLLED_BACK
            Timeout                      | TIMED_OUT
            IntegrityConstraintViolation | CONSTRAINT
            Data                         | CONSTRAINT
            SyntaxError                  | STATEMENT
            FeatureNotSupported          | STATEMENT
            InvalidAuthorizationSpec     | AUTH
            NonTransient                 | OTHER
                                         | OTHER
            """)
    void fallsBackToTheType(@Nullable String type, DataErrorKind kind) {
        expect(Failures.typed(type, null, 0), kind);
    }

    @Test
    void neverGuessesThatSomethingIsTransient() {
        DataErrorDetails details = DataErrors.classify(new IllegalStateException("try again later, timeout"));

        assertThat(details.kind()).isEqualTo(DataErrorKind.OTHER);
        assertThat(details.advice()).isEqualTo(RetryAdvice.DO_NOT_RETRY);
    }

    @Test
    void callsAnUnknownDriverConfiguration() {
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection("jdbc:nobody://host/db"));

        assertThat(DataErrors.classify(failure, POSTGRESQL, FailedCall.CONNECT).kind())
                .isEqualTo(DataErrorKind.CONFIG);
    }

    @ParameterizedTest
    @CsvSource({
        "org.postgresql.util.PSQLException, POSTGRESQL",
        "org.mariadb.jdbc.client.impl.StandardClient, MYSQL",
        "com.mysql.cj.jdbc.exceptions.CommunicationsException, MYSQL",
        "org.h2.jdbc.JdbcSQLTimeoutException, H2",
        "oracle.jdbc.OracleDatabaseException, ORACLE",
        "com.microsoft.sqlserver.jdbc.SQLServerException, SQLSERVER"
    })
    void guessesTheDialectFromTheThrower(String thrower, ErrorDialect dialect) {
        SQLException failure = new SQLException("from the server");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.lang.Thread", "run", null, 1), new StackTraceElement(thrower, "send", null, 1)
        });

        assertThat(DialectGuess.of(FailureChain.of(failure).links())).isEqualTo(dialect);
        assertThat(DialectGuess.ofClassName(thrower)).isEqualTo(dialect);
    }

    @Test
    void guessesNothingFromAnythingElse() {
        assertThat(DialectGuess.of(FailureChain.of(new SQLException("x")).links()))
                .isEqualTo(GENERIC);
    }

    @Test
    void classifiesWithTheGuessedDialect() {
        SQLException failure = Failures.code(1290, "HY000");
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("org.mariadb.jdbc.X", "x", null, 1)});

        assertThat(DataErrors.classify(failure).kind()).isEqualTo(DataErrorKind.WRONG_ROLE);
    }

    @Test
    void translatesWithPlaceAndRemedyButWithoutTheDriversText() {
        SQLException failure = new SQLException("jdbc:postgresql://host/db?password=hush", "57P01");
        FailureContext context = FailureContext.of(POSTGRESQL, FailedCall.COMMIT)
                .at("acme", "orders", "primary")
                .attempt(2);

        DataException translated = DataErrors.translate(failure, context);

        assertThat(translated)
                .hasMessage("commit failed for tenant 'acme' on data source 'orders' at node 'primary': "
                        + "outcome unknown, SQLSTATE '57P01'. "
                        + "It may have been committed: do not repeat it without a proof that it was not.")
                .hasCause(failure);
        assertThat(translated.details().attempt()).isEqualTo(2);
        assertThat(translated.isRetryable()).isFalse();
    }

    @Test
    void doesNotWrapTwice() {
        DataException failure = new DataException("x", DataErrorDetails.of(DataErrorKind.USAGE));

        assertThat(DataErrors.translate(failure, null, FailedCall.UNKNOWN)).isSameAs(failure);
    }

    @Test
    void throwsErrorsOn() {
        AssertionError error = new AssertionError("x");

        assertThatThrownBy(() -> DataErrors.translate(error, null, FailedCall.UNKNOWN))
                .isSameAs(error);
    }

    @Test
    void alwaysHasAState() {
        for (DataErrorKind kind : DataErrorKind.values()) {
            DataSQLException own = new DataSQLException("x", DataErrorDetails.of(kind));

            assertThat(own.getSQLState()).hasSize(5).isEqualTo(kind.sqlState());
        }
    }

    @Test
    void passesOnTheStateAndCodeOfTheDatabase() {
        DataErrorDetails details = DataErrors.classify(
                Failures.code(1213, "40001"), ErrorDialect.MYSQL, FailedCall.STATEMENT_IN_TRANSACTION);

        DataSQLException own = new DataSQLException("x", details);

        assertThat(own.getSQLState()).isEqualTo("40001");
        assertThat(own.getErrorCode()).isEqualTo(1213);
    }

    private static void expect(SQLException failure, DataErrorKind kind) {
        DataErrorDetails details = DataErrors.classify(failure, GENERIC, FailedCall.STATEMENT_IN_TRANSACTION);

        assertThat(details.kind()).isEqualTo(kind);
    }
}
