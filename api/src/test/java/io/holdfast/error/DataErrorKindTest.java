package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table kind, origin kind, retryable, advice: in the enum, its javadoc and the reference page alike. */
class DataErrorKindTest {
    private static final Set<RetryAdvice> MAY_REPEAT = Set.of(
            RetryAdvice.RETRY_TRANSACTION,
            RetryAdvice.RETRY_AFTER_REROUTE,
            RetryAdvice.RETRY_LATER,
            RetryAdvice.CALLER_DECIDES);

    @ParameterizedTest
    @EnumSource(DataErrorKind.class)
    void isOnTheReferencePage(DataErrorKind kind) throws IOException {
        String page = Files.readString(baseDirectory().resolve("../docs/reference/errors.adoc"));

        assertThat(page)
                .contains("|`%s` |`%s` |%s |`%s` |"
                        .formatted(kind, kind.origin(), kind.isRetryable() ? "yes" : "no", kind.advice()));
    }

    @ParameterizedTest
    @EnumSource(DataErrorKind.class)
    void isInItsJavadoc(DataErrorKind kind) throws IOException {
        String source = Files.readString(baseDirectory().resolve("src/main/java/io/holdfast/error/DataErrorKind.java"));

        assertThat(source)
                .contains("<tr><td>{@link #%s}</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                        .formatted(kind, kind.origin(), kind.isRetryable() ? "yes" : "no", kind.advice()));
    }

    @Test
    void explainsEveryAdviceAndCallOnTheReferencePage() throws IOException {
        String page = Files.readString(baseDirectory().resolve("../docs/reference/errors.adoc"));

        for (RetryAdvice advice : RetryAdvice.values()) {
            assertThat(page).contains("|`" + advice + "` |");
        }
        for (FailedCall call : FailedCall.values()) {
            assertThat(page).containsPattern("(?m)^\\|.*`" + call + "`.* \\|");
        }
    }

    @Test
    void neverCallsAnUnknownOutcomeRetryable() {
        assertThat(DataErrorKind.OUTCOME_UNKNOWN.isRetryable()).isFalse();
        assertThat(DataErrorDetails.of(DataErrorKind.OUTCOME_UNKNOWN).isRetryable())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(RetryAdvice.class)
    void refusesAnyOtherAdviceForAnUnknownOutcome(RetryAdvice advice) {
        if (advice != RetryAdvice.VERIFY_FIRST) {
            assertThatIllegalArgumentException().isThrownBy(() -> details(DataErrorKind.OUTCOME_UNKNOWN, advice));
        }
    }

    @ParameterizedTest
    @EnumSource(DataErrorKind.class)
    void agreesWithItsOwnAdvice(DataErrorKind kind) {
        assertThat(kind.isRetryable()).isEqualTo(MAY_REPEAT.contains(kind.advice()));
    }

    @Test
    void coversEveryOriginKind() {
        for (OriginKind origin : OriginKind.values()) {
            assertThat(DataErrorKind.values()).anyMatch(kind -> kind.origin() == origin);
        }
    }

    @Test
    void aFailureMayBeStricterThanItsKindButNotLaxer() {
        assertThat(details(DataErrorKind.CONNECTION_LOST, RetryAdvice.VERIFY_FIRST)
                        .isRetryable())
                .isFalse();
        assertThat(details(DataErrorKind.OVERLOADED, RetryAdvice.DO_NOT_RETRY).isRetryable())
                .isFalse();
        assertThat(details(DataErrorKind.DUPLICATE, RetryAdvice.RETRY_TRANSACTION)
                        .isRetryable())
                .isFalse();
    }

    @Test
    void travelsWithTheException() throws Exception {
        DataErrorDetails details = DataErrorDetails.of(DataErrorKind.TENANT).at("acme", null, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new DataException("x", details));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((DataException) in.readObject()).details()).isEqualTo(details);
        }
    }

    private static DataErrorDetails details(DataErrorKind kind, RetryAdvice advice) {
        return new DataErrorDetails(kind, advice, FailedCall.UNKNOWN, null, null, null, null, 0, 1);
    }

    /** Maven sets it; an IDE runs in the module's directory anyway. */
    private static Path baseDirectory() {
        return Path.of(System.getProperty("basedir", ""));
    }
}
