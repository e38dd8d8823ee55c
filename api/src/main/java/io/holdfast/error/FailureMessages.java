package io.holdfast.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words for a translated failure. Never the driver's text: it may hold values, a URL or a user name. */
final class FailureMessages {
    private FailureMessages() {}

    static String of(DataErrorDetails details) {
        StringBuilder text =
                new StringBuilder(160).append(words(details.call())).append(" failed");
        append(text, " for tenant '", details.tenant());
        append(text, " on data source '", details.dataSource());
        append(text, " at node '", details.node());
        text.append(": ").append(words(details.kind()));
        append(text, ", SQLSTATE '", details.sqlState());
        if (details.vendorCode() != 0) {
            text.append(", vendor code ").append(details.vendorCode());
        }
        return text.append(". ").append(remedy(details.advice())).toString();
    }

    private static void append(StringBuilder text, String before, @Nullable String name) {
        if (name != null) {
            text.append(before).append(name).append('\'');
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String remedy(RetryAdvice advice) {
        return switch (advice) {
            case RETRY_TRANSACTION -> "Roll back and repeat the whole transaction, a bounded number of times.";
            case VERIFY_FIRST -> "It may have been committed: do not repeat it without a proof that it was not.";
            case RETRY_AFTER_REROUTE -> "Find the primary again, then repeat the whole transaction.";
            case RETRY_LATER -> "Roll back and repeat the whole transaction after a pause.";
            case CALLER_DECIDES -> "Nothing was committed; whether repeating helps only the caller can tell.";
            case DO_NOT_RETRY -> "Do not repeat it; see the cause.";
        };
    }
}
