package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases whose vendor code decides. Each row: code, SQLSTATE, JDBC type, kind; the advice is the kind's own. */
class VendorCodesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1213 | 40001 | TransactionRollback    | ROLLED_BACK
            1205 | HY000 |                        | ROLLED_BACK
            1205 | 40001 | TransactionRollback    | ROLLED_BACK
            3572 | HY000 |                        | TIMED_OUT
            1290 | HY000 |                        | WRONG_ROLE
            1836 | HY000 |                        | WRONG_ROLE
            1792 | 25006 |                        | WRONG_ROLE
            1040 | 08004 | NonTransientConnection | OVERLOADED
            0    | 08004 | NonTransientConnection | OVERLOADED
            1203 | 42000 | SyntaxError            | OVERLOADED
            1226 | 42000 | SyntaxError            | OVERLOADED
            1053 | 08S01 |                        | CONNECTION_LOST
            2006 | HY000 |                        | CONNECTION_LOST
            2013 | HY000 |                        | CONNECTION_LOST
            1158 | 08S01 |                        | CONNECTION_LOST
            1159 | 08S01 |                        | CONNECTION_LOST
            1160 | 08S01 |                        | CONNECTION_LOST
            1161 | 08S01 |                        | CONNECTION_LOST
            1047 | 08S01 |                        | CONNECTION_LOST
            0    | 08S01 |                        | CONNECTION_LOST
            1927 | 70100 |                        | CONNECTION_LOST
            1317 | 70100 |                        | TIMED_OUT
            3024 | HY000 |                        | TIMED_OUT
            1969 | 70100 | Timeout                | TIMED_OUT
            1045 | 28000 |                        | AUTH
            1044 | 42000 | SyntaxError            | AUTH
            1049 | 42000 | SyntaxError            | CONFIG
            1062 | 23000 |                        | DUPLICATE
            1557 | 23000 |                        | DUPLICATE
            1451 | 23000 |                        | CONSTRAINT
            1452 | 23000 |                        | CONSTRAINT
            1216 | 23000 |                        | CONSTRAINT
            1217 | 23000 |                        | CONSTRAINT
            1364 | HY000 |                        | CONSTRAINT
            1146 | 42S02 | SyntaxError            | STATEMENT
            1064 | 42000 | SyntaxError            | STATEMENT
            """)
    void readsMysqlAndMariaDb(int code, String state, @Nullable String type, DataErrorKind kind) {
        expect(ErrorDialect.MYSQL, Failures.typed(type, state, code), kind, kind.advice());
    }

    @Test
    void findsADeadConnectionBehindMariaDbsSyntaxError() {
        String text = "Connection.setNetworkTimeout cannot be called on a closed connection";

        expect(
                ErrorDialect.MYSQL,
                new SQLException(text, "42000"),
                DataErrorKind.CONNECTION_LOST,
                RetryAdvice.RETRY_TRANSACTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            40001 | 40001 | TransactionRollback          | ROLLED_BACK
            90131 | 90131 | Transient                    | ROLLED_BACK
            50200 | HYT00 | Timeout                      | ROLLED_BACK
            57014 | 57014 | Timeout                      | TIMED_OUT
            90067 | 90067 | NonTransientConnection       | CONNECTION_LOST
            90098 | 90098 | NonTransientConnection       | CONNECTION_LOST
            90121 | 90121 | NonTransientConnection       | CONNECTION_LOST
            90007 | 90007 | NonTransient                 | CONNECTION_LOST
            90097 | 90097 | NonTransient                 | WRONG_ROLE
            90013 | 90013 | NonTransientConnection       | CONFIG
            90146 | 90146 | NonTransientConnection       | CONFIG
            90149 | 90149 | NonTransientConnection       | CONFIG
            90020 | 90020 | NonTransientConnection       | CONFIG
            90135 | 90135 | NonTransientConnection       | OVERLOADED
            28000 | 28000 | InvalidAuthorizationSpec     | AUTH
            23505 | 23505 | IntegrityConstraintViolation | DUPLICATE
            23506 | 23506 | IntegrityConstraintViolation | CONSTRAINT
            23502 | 23502 | IntegrityConstraintViolation | CONSTRAINT
            90079 | 90079 | SyntaxError                  | STATEMENT
            42102 | 42S02 | SyntaxError                  | STATEMENT
            """)
    void readsH2(int code, String state, String type, DataErrorKind kind) {
        expect(ErrorDialect.H2, Failures.typed(type, state, code), kind, kind.advice());
    }

    @ParameterizedTest
    @CsvSource({"90079, 90079", "42102, 42S02"})
    void blamesTheMappingWhenATenantsSchemaLacksSomethingInH2(int code, String state) {
        FailureContext context = FailureContext.of(ErrorDialect.H2, FailedCall.STATEMENT_IN_TRANSACTION)
                .inTenantSchema();

        DataErrorDetails details = DataErrors.classify(Failures.typed("SyntaxError", state, code), context);

        assertThat(details.kind()).isEqualTo(DataErrorKind.TENANT_MAPPING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ROLLED_BACK     | 60 8177 4068 1555
            TIMED_OUT       | 54 30006
            CONNECTION_LOST | 3113 3114 17002 17008 17410 28 1092 2396 1012 3135 12537
            OUTCOME_UNKNOWN | 25402 25405 25408
            OVERLOADED      | 12516 12519 12520 18 20 2391
            WRONG_ROLE      | 16000 16456
            AUTH            | 1017 28000 1031
            DUPLICATE       | 1
            CONSTRAINT      | 1400 2291 2292
            """)
    void readsOracle(DataErrorKind kind, String codes) {
        expectEach(ErrorDialect.ORACLE, codes, kind, kind.advice());
    }

    @Test
    void waitsForAnOracleServerThatStartsOrStops() {
        String codes = "1033 1034 1089 1090 12514 12528 12541";

        expectEach(ErrorDialect.ORACLE, codes, DataErrorKind.CONNECTION_LOST, RetryAdvice.RETRY_LATER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ROLLED_BACK     | 1205 41301 41302 41305 41325 41839 3960 1222
            CONNECTION_LOST | 64 121 233 10053 10054 10060 20 40197
            OUTCOME_UNKNOWN | -2
            OVERLOADED      | 40501 49918 49919 49920 10928 10929
            WRONG_ROLE      | 3906 978 979
            AUTH            | 18456 229
            DUPLICATE       | 2601 2627
            CONSTRAINT      | 547 515
            """)
    void readsSqlServer(DataErrorKind kind, String codes) {
        expectEach(ErrorDialect.SQLSERVER, codes, kind, kind.advice());
    }

    @Test
    void waitsForASqlServerThatMoves() {
        expectEach(ErrorDialect.SQLSERVER, "40613 4060 983", DataErrorKind.CONNECTION_LOST, RetryAdvice.RETRY_LATER);
    }

    @ParameterizedTest
    @CsvSource({"08S01", "08001", "08006"})
    void readsTheClassOfALostSqlServerConnection(String state) {
        expect(
                ErrorDialect.SQLSERVER,
                Failures.state(state),
                DataErrorKind.CONNECTION_LOST,
                RetryAdvice.RETRY_TRANSACTION);
    }

    private static void expectEach(ErrorDialect dialect, String codes, DataErrorKind kind, RetryAdvice advice) {
        for (String code : codes.split(" ")) {
            expect(dialect, Failures.code(Integer.parseInt(code), null), kind, advice);
        }
    }

    private static void expect(ErrorDialect dialect, SQLException failure, DataErrorKind kind, RetryAdvice advice) {
        DataErrorDetails details = DataErrors.classify(failure, dialect, FailedCall.STATEMENT_IN_TRANSACTION);

        assertThat(details.kind()).as("code %s", failure.getErrorCode()).isEqualTo(kind);
        assertThat(details.advice()).as("code %s", failure.getErrorCode()).isEqualTo(advice);
        assertThat(details.vendorCode()).isEqualTo(failure.getErrorCode());
        assertThat(DataErrors.isConnectionFatal(failure, dialect)).isEqualTo(Finding.isConnectionFatal(kind));
    }
}
