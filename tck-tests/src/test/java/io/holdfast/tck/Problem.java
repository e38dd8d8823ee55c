package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A failure that was expected, with what its reader learns from it.
 *
 * @param failure what was thrown
 */
public record Problem(Throwable failure) {

    /** Runs what must fail. */
    public static Problem in(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).as("a failure").isNotNull();
        return new Problem(failure);
    }

    /** Checks the kind. */
    public Problem is(DataErrorKind kind) {
        assertThat(DataErrors.classify(failure).kind())
                .as("kind of %s", failure)
                .isEqualTo(kind);
        return this;
    }

    /** Checks that Holdfast itself says it, with these words in the message, and that no address is in it. */
    public Problem says(CharSequence... words) {
        assertThat(failure).isInstanceOf(DataFailure.class);
        assertThat(failure.getMessage()).contains(words).startsWith("HOLDF").doesNotContain("jdbc:");
        return this;
    }

    /** Checks the words anywhere in the chain of causes and suppressed exceptions. */
    public Problem mentions(CharSequence words) {
        assertThat(everything()).contains(words);
        return this;
    }

    /** Whether the failure comes without a reason. */
    public boolean isBare() {
        return failure.getCause() == null && failure.getSuppressed().length == 0;
    }

    /** The whole chain of causes and suppressed exceptions. */
    public String everything() {
        return everything(failure);
    }

    private static String everything(Throwable failure) {
        if (failure == null) {
            return "";
        }
        StringBuilder text = new StringBuilder().append(failure).append('\n');
        for (Throwable suppressed : failure.getSuppressed()) {
            text.append(everything(suppressed));
        }
        return text.append(everything(failure.getCause())).toString();
    }
}
