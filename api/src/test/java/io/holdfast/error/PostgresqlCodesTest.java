package io.holdfast.error;

import static io.holdfast.error.ErrorDialect.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlCodesTest {
    /** State, kind and advice in a transaction, and whether the connection has to go. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            40001 | ROLLED_BACK     | RETRY_TRANSACTION   | false
            40P01 | ROLLED_BACK     | RETRY_TRANSACTION   | false
            40003 | OUTCOME_UNKNOWN | VERIFY_FIRST        | true
            08007 | OUTCOME_UNKNOWN | VERIFY_FIRST        | true
            08001 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            08004 | AUTH            | DO_NOT_RETRY        | false
            08003 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            08006 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            08000 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            08S01 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            08P01 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            08S02 | ROLLED_BACK     | RETRY_TRANSACTION   | false
            57P01 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            57P02 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            57P03 | CONNECTION_LOST | RETRY_LATER         | true
            57P04 | TENANT_MAPPING  | DO_NOT_RETRY        | false
            57P05 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            25006 | WRONG_ROLE      | RETRY_AFTER_REROUTE | true
            25P02 | OTHER           | DO_NOT_RETRY        | false
            25P03 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            25P04 | TIMED_OUT       | CALLER_DECIDES      | false
            57014 | TIMED_OUT       | CALLER_DECIDES      | false
            55P03 | TIMED_OUT       | CALLER_DECIDES      | false
            55006 | ROLLED_BACK     | RETRY_TRANSACTION   | false
            55000 | ROLLED_BACK     | RETRY_TRANSACTION   | false
            53300 | OVERLOADED      | RETRY_LATER         | false
            53400 | OVERLOADED      | RETRY_LATER         | false
            53000 | OVERLOADED      | RETRY_LATER         | false
            53100 | OVERLOADED      | DO_NOT_RETRY        | false
            53200 | OVERLOADED      | RETRY_LATER         | false
            58000 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            58030 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            XX000 | OTHER           | DO_NOT_RETRY        | false
            XX001 | OTHER           | DO_NOT_RETRY        | false
            XX002 | OTHER           | DO_NOT_RETRY        | false
            99999 | CONNECTION_LOST | RETRY_TRANSACTION   | true
            28000 | AUTH            | DO_NOT_RETRY        | false
            28P01 | AUTH            | DO_NOT_RETRY        | false
            42501 | AUTH            | DO_NOT_RETRY        | false
            3D000 | CONFIG          | DO_NOT_RETRY        | false
            23505 | DUPLICATE       | DO_NOT_RETRY        | false
            23502 | CONSTRAINT      | DO_NOT_RETRY        | false
            23503 | CONSTRAINT      | DO_NOT_RETRY        | false
            23514 | CONSTRAINT      | DO_NOT_RETRY        | false
            22001 | CONSTRAINT      | DO_NOT_RETRY        | false
            42601 | STATEMENT       | DO_NOT_RETRY        | false
            42P01 | STATEMENT       | DO_NOT_RETRY        | false
            3F000 | STATEMENT       | DO_NOT_RETRY        | false
            0A000 | STATEMENT       | DO_NOT_RETRY        | false
            40002 | CONSTRAINT      | DO_NOT_RETRY        | false
            """)
    void readsTheState(String state, DataErrorKind kind, RetryAdvice advice, boolean fatal) {
        SQLException failure = Failures.state(state);

        DataErrorDetails details = DataErrors.classify(failure, POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION);

        assertThat(details.kind()).isEqualTo(kind);
        assertThat(details.advice()).isEqualTo(advice);
        assertThat(details.sqlState()).isEqualTo(state);
        assertThat(DataErrors.isConnectionFatal(failure, POSTGRESQL)).isEqualTo(fatal);
    }

    @Test
    void tellsAStalePlanFromAnUnsupportedFeature() {
        SQLException failure = new SQLException("ERROR: cached plan must not change result type", "0A000");

        DataErrorDetails details = DataErrors.classify(failure, POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION);

        assertThat(details.kind()).isEqualTo(DataErrorKind.ROLLED_BACK);
        assertThat(DataErrors.isConnectionFatal(failure, POSTGRESQL)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"42P01", "3F000"})
    void blamesTheMappingWhenATenantsSchemaLacksSomething(String state) {
        FailureContext context = FailureContext.of(POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION)
                .inTenantSchema();

        assertThat(DataErrors.classify(Failures.state(state), context).kind()).isEqualTo(DataErrorKind.TENANT_MAPPING);
    }

    @Test
    void blamesTheApplicationForAWriteInAReadScope() {
        FailureContext context = FailureContext.of(POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION)
                .inReadScope();

        DataErrorDetails details = DataErrors.classify(Failures.state("25006"), context);

        assertThat(details.kind()).isEqualTo(DataErrorKind.READ_ONLY);
        assertThat(details.advice()).isEqualTo(RetryAdvice.DO_NOT_RETRY);
        assertThat(details.isRetryable()).isFalse();
    }

    @Test
    void letsReadsGoOnWhenTheDiskIsFull() {
        FailureContext context = FailureContext.of(POSTGRESQL, FailedCall.STATEMENT_IN_TRANSACTION)
                .inReadScope();

        assertThat(DataErrors.classify(Failures.state("53100"), context).advice())
                .isEqualTo(RetryAdvice.RETRY_LATER);
    }

    @Test
    void takesAnUnexpectedFailureOfTheDriverWhileConnectingForABadUrl() {
        SQLException failure = Failures.state("99999");

        assertThat(DataErrors.classify(failure, POSTGRESQL, FailedCall.CONNECT).kind())
                .isEqualTo(DataErrorKind.CONFIG);
    }
}
