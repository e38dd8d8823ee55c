package io.holdfast.tenancy;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import org.jspecify.annotations.Nullable;

/**
 * The id of a tenant: 1 to 64 ASCII letters, digits, {@code '.'}, {@code '_'} or {@code '-'}, the first a letter or digit. Case
 * matters.
 *
 * <p>The alphabet is narrow on purpose: an id ends up in configuration keys, log lines and headers, and no two ids may look
 * alike without being equal.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @param value the id
 * @since 0.1
 */
public record TenantId(String value) implements Comparable<TenantId> {

    private static final int MAX_LENGTH = 64;

    /**
     * Checks the form of the id.
     *
     * @param value the id
     * @throws DataException of kind {@code TENANT} if it is not well-formed; {@link #isWellFormed(String)} asks without throwing
     */
    public TenantId {
        if (!isWellFormed(value)) {
            throw malformed(value);
        }
    }

    /**
     * Makes an id.
     *
     * @param value the id
     * @return the id
     * @throws DataException of kind {@code TENANT} if it is not well-formed
     */
    public static TenantId of(@Nullable String value) {
        if (value == null) {
            throw malformed(null);
        }
        return new TenantId(value);
    }

    /**
     * Tells whether a text has the form of a tenant id.
     *
     * @param value the text, may be null
     * @return true if {@link #of(String)} would accept it
     */
    public static boolean isWellFormed(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    // The value is not repeated: it may be hostile (control characters, 10 kB) and would end up in logs and pages.
    private static DataException malformed(@Nullable String value) {
        String found = value == null
                ? "null"
                : value.isEmpty() ? "an empty text" : "a text of " + value.length() + " characters";
        return new DataException(
                "HOLDF00400: A tenant id is 1 to 64 ASCII letters, digits, '.', '_' or '-', beginning with a letter or digit;"
                        + " found " + found + ". No connection was taken. Check what resolves the tenant.",
                DataErrorDetails.of(DataErrorKind.TENANT, FailedCall.ACQUIRE));
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
