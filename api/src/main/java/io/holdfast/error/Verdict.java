package io.holdfast.error;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs the links of a chain: an unknown outcome beats a lost connection beats the first link that says anything. */
final class Verdict {
    private final ErrorDialect dialect;
    private final FailedCall call;
    private @Nullable DataErrorDetails classified;
    private @Nullable Finding finding;
    private @Nullable SQLException evidence;
    private @Nullable Finding weak;
    private @Nullable SQLException firstSql;

    Verdict(List<Throwable> links, ErrorDialect dialect, FailedCall call) {
        this.dialect = dialect;
        this.call = call;
        links.forEach(this::hear);
    }

    /** Details that an earlier look at the failure has fixed already; they stand, but never against the unknown. */
    @Nullable DataErrorDetails classified() {
        boolean unknown = finding != null && CallShift.apply(finding, call) == Finding.OUTCOME_UNKNOWN;
        if (classified == null || unknown && classified.kind() != DataErrorKind.OUTCOME_UNKNOWN) {
            return null;
        }
        return classified;
    }

    Finding finding() {
        if (finding != null) {
            return finding;
        }
        if (isSilentPool()) {
            return Thread.currentThread().isInterrupted() ? Finding.STOPPED_WAITING : Finding.OVERLOADED;
        }
        return weak != null ? weak : Finding.PERMANENT;
    }

    /** The link whose state and code are worth reporting. */
    @Nullable SQLException evidence() {
        return evidence != null ? evidence : firstSql;
    }

    private void hear(Throwable link) {
        if (link instanceof DataFailure failure) {
            hearClassified(failure.details());
        } else if (link instanceof SQLException e) {
            hearSql(e);
        } else if (link instanceof InterruptedException) {
            weigh(Finding.STOPPED_WAITING, null);
        } else {
            weigh(TransactionFindings.certain(link), null);
            hearWeak(TransactionFindings.likely(link));
        }
    }

    private void hearClassified(DataErrorDetails details) {
        boolean unknown = details.kind() == DataErrorKind.OUTCOME_UNKNOWN;
        if (classified == null || unknown && classified.kind() != DataErrorKind.OUTCOME_UNKNOWN) {
            classified = details;
        }
    }

    private void hearSql(SQLException e) {
        if (firstSql == null) {
            firstSql = e;
        }
        Finding byCode = SqlFindings.byCode(e, dialect);
        if (byCode != null) {
            weigh(byCode == Finding.AFTERMATH ? null : byCode, e);
        } else if (nothingSent()) {
            // Pools wrap a refused login in a "transient connection" type: only its code tells the truth.
            hearWeak(SqlFindings.byType(e));
        } else {
            weigh(SqlFindings.byType(e), e);
        }
    }

    private void hearWeak(@Nullable Finding heard) {
        if (weak == null) {
            weak = heard;
        }
    }

    private void weigh(@Nullable Finding heard, @Nullable SQLException e) {
        if (heard != null && (finding == null || rank(heard) > rank(finding))) {
            finding = heard;
            evidence = e;
        }
    }

    private static int rank(Finding finding) {
        return finding == Finding.OUTCOME_UNKNOWN ? 2 : finding.isLost() ? 1 : 0;
    }

    private boolean nothingSent() {
        return call == FailedCall.ACQUIRE || call == FailedCall.CONNECT;
    }

    /**
     * A pool's own time-out has neither state nor code; all there is to go by is that it came from acquiring, and not
     * from a driver, some of which refuse a bad URL just as silently.
     */
    private boolean isSilentPool() {
        SQLException e = firstSql;
        boolean silent = e != null && e.getSQLState() == null && e.getErrorCode() == 0;
        boolean mayBePool = silent && (weak == null || weak.kind().isRetryable());
        return call == FailedCall.ACQUIRE && mayBePool && DialectGuess.ofThrower(e) == null;
    }
}
