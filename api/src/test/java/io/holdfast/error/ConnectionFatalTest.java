package io.holdfast.error;

import static io.holdfast.error.ErrorDialect.H2;
import static io.holdfast.error.ErrorDialect.MYSQL;
import static io.holdfast.error.ErrorDialect.ORACLE;
import static io.holdfast.error.ErrorDialect.POSTGRESQL;
import static io.holdfast.error.ErrorDialect.SQLSERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other pools and classifiers miss or overdo. */
class ConnectionFatalTest {
    @ParameterizedTest
    @CsvSource({"57P01", "57P02", "57P03", "57P05", "25P03", "25006"})
    void givesUpWhatASorterByClassEightKeeps(String state) {
        assertThat(DataErrors.isConnectionFatal(Failures.state(state), POSTGRESQL))
                .isTrue();
    }

    @Test
    void looksBeyondTheTopException() {
        SQLException byCause = Failures.withCause(Failures.state("XX000"), Failures.state("08006"));
        SQLException byNext = Failures.withNext(Failures.state("42000"), Failures.state("57P01"));
        SQLException bySuppressed = Failures.withSuppressed(Failures.state("23505"), Failures.state("08003"));

        assertThat(DataErrors.isConnectionFatal(byCause, POSTGRESQL)).isTrue();
        assertThat(DataErrors.isConnectionFatal(byNext, POSTGRESQL)).isTrue();
        assertThat(DataErrors.isConnectionFatal(bySuppressed, POSTGRESQL)).isTrue();
    }

    @Test
    void keepsAConnectionThatOnlyWaitedForALock() {
        assertThat(DataErrors.isConnectionFatal(Failures.typed("Timeout", "HYT00", 50200), H2))
                .isFalse();
        assertThat(DataErrors.isConnectionFatal(Failures.typed("Timeout", "57014", 57014), H2))
                .isFalse();
        assertThat(DataErrors.isConnectionFatal(Failures.typed("Timeout"), POSTGRESQL))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"53300", "53200", "XX000", "XX001", "40001", "23505"})
    void keepsWhatOthersTakeForANetworkFailure(String state) {
        assertThat(DataErrors.isConnectionFatal(Failures.state(state), POSTGRESQL))
                .isFalse();
    }

    @Test
    void knowsTheCodesThatSortersMiss() {
        assertThat(DataErrors.isConnectionFatal(Failures.code(1927, "70100"), MYSQL))
                .isTrue();
        assertThat(DataErrors.isConnectionFatal(Failures.code(3135, null), ORACLE))
                .isTrue();
        assertThat(DataErrors.isConnectionFatal(Failures.code(12514, null), ORACLE))
                .isTrue();
        assertThat(DataErrors.isConnectionFatal(Failures.code(10054, null), SQLSERVER))
                .isTrue();
        assertThat(DataErrors.isConnectionFatal(Failures.code(40197, "S0001"), SQLSERVER))
                .isTrue();
    }

    @Test
    void doesNotGiveUpAConnectionForOraclesInternalError() {
        assertThat(DataErrors.isConnectionFatal(Failures.code(600, "60000"), ORACLE))
                .isFalse();
    }

    @Test
    void survivesExceptionsThatSayNothing() {
        for (ErrorDialect dialect : ErrorDialect.values()) {
            assertThat(DataErrors.isConnectionFatal(new SQLException(), dialect))
                    .isFalse();
            assertThat(DataErrors.isConnectionFatal(new SQLException(null, "42000", 0), dialect))
                    .isFalse();
            assertThat(DataErrors.isConnectionFatal(new SQLException(null, "0A000", 0), dialect))
                    .isFalse();
        }
    }

    @Test
    void believesFailuresThatAreClassifiedAlready() {
        DataErrorDetails lost = DataErrorDetails.of(DataErrorKind.CONNECTION_LOST);
        DataErrorDetails readOnly = DataErrorDetails.of(DataErrorKind.READ_ONLY);

        assertThat(DataErrors.isConnectionFatal(new DataSQLException("x", lost), POSTGRESQL))
                .isTrue();
        assertThat(DataErrors.isConnectionFatal(new DataSQLException("x", readOnly), POSTGRESQL))
                .isFalse();
    }

    @Test
    void allocatesNothingForASingleLink() {
        SQLException[] failures = {
            Failures.state("57P01"), Failures.state("23505"), Failures.state("ABCDE"), Failures.code(1927, "70100")
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int fatal = countFatal(failures, 100_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        fatal += countFatal(failures, 100_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(fatal).isEqualTo(2 * 100_000 * 2);
        assertThat(allocated).isLessThan(100_000);
    }

    private static int countFatal(SQLException[] failures, int rounds) {
        int fatal = 0;
        for (int i = 0; i < rounds; i++) {
            for (SQLException failure : failures) {
                boolean mysql = failure.getErrorCode() != 0;
                fatal += DataErrors.isConnectionFatal(failure, mysql ? MYSQL : POSTGRESQL) ? 1 : 0;
            }
        }
        return fatal;
    }
}
