package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.FailedCall;
import io.holdfast.error.RetryAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureStatusTest {

    @ParameterizedTest
    @CsvSource({
        "ROLLED_BACK, CONFLICT",
        "DUPLICATE, CONFLICT",
        "CONSTRAINT, CONFLICT",
        "CONNECTION_LOST, UNAVAILABLE",
        "WRONG_ROLE, UNAVAILABLE",
        "OVERLOADED, UNAVAILABLE",
        "TIMED_OUT, UNAVAILABLE",
        "OUTCOME_UNKNOWN, INTERNAL",
        "STATEMENT, INTERNAL",
        "READ_ONLY, INTERNAL",
        "AUTH, INTERNAL",
        "CONFIG, INTERNAL",
        "TENANT_MAPPING, INTERNAL",
        "USAGE, INTERNAL",
        "OTHER, INTERNAL"
    })
    void followsTheKind(DataErrorKind kind, FailureStatus status) {
        assertThat(FailureStatus.of(DataErrorDetails.of(kind))).isEqualTo(status);
    }

    @Test
    void tellsAnUnknownTenantFromAnAbsentOne() {
        DataErrorDetails absent = DataErrorDetails.of(DataErrorKind.TENANT);

        assertThat(FailureStatus.of(absent)).isEqualTo(FailureStatus.TENANT_ABSENT);
        assertThat(FailureStatus.of(absent.at("initech", null, null))).isEqualTo(FailureStatus.TENANT_UNKNOWN);
    }

    @Test
    void doesNotAskToTryAgainWhatMayHaveHappened() {
        DataErrorDetails lost = new DataErrorDetails(
                DataErrorKind.CONNECTION_LOST,
                RetryAdvice.VERIFY_FIRST,
                FailedCall.UNKNOWN,
                null,
                null,
                null,
                null,
                0,
                1);

        assertThat(FailureStatus.of(lost)).isEqualTo(FailureStatus.INTERNAL);
    }
}
