package io.holdfast.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of {@link DataErrors} knows beside the exception.
 *
 * <pre>{@code
 * var context = FailureContext.of(ErrorDialect.POSTGRESQL, FailedCall.COMMIT).at("acme", "orders", "primary");
 * throw DataErrors.translate(e, context);
 * }</pre>
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @param dialect whose codes to read; null to guess from the exception
 * @param call the call that failed
 * @param readScope whether the scope was meant to read: a refused write is then {@link DataErrorKind#READ_ONLY}, a
 *     mistake of the application, and not {@link DataErrorKind#WRONG_ROLE}
 * @param tenantSchema whether the tenant has a schema of its own: a missing table or schema is then
 *     {@link DataErrorKind#TENANT_MAPPING} and not {@link DataErrorKind#STATEMENT}
 * @param tenant the id of the tenant, or null
 * @param dataSource the name of the data source, or null
 * @param node the name of the node, or null
 * @param attempt which attempt of the transaction this is, from 1
 * @since 0.1
 */
public record FailureContext(
        @Nullable ErrorDialect dialect,
        FailedCall call,
        boolean readScope,
        boolean tenantSchema,
        @Nullable String tenant,
        @Nullable String dataSource,
        @Nullable String node,
        int attempt) {

    /**
     * Checks the parts.
     *
     * @param dialect whose codes to read
     * @param call the call that failed
     * @param readScope whether the scope was meant to read: a refused write is then {@link DataErrorKind#READ_ONLY}
     * @param tenantSchema whether the tenant has a schema of its own: a missing table or schema is then
     * @param tenant the id of the tenant
     * @param dataSource the name of the data source
     * @param node the name of the node
     * @param attempt which attempt of the transaction this is
     * @throws IllegalArgumentException when the attempt is less than 1
     */
    public FailureContext {
        Objects.requireNonNull(call, "call");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, not " + attempt);
        }
    }

    /**
     * Makes a context that knows the dialect and the call; a read in autocommit mode counts as a read scope.
     *
     * @param dialect whose codes to read; null to guess from the exception
     * @param call the call that failed
     * @return the context, attempt 1, no names
     */
    public static FailureContext of(@Nullable ErrorDialect dialect, FailedCall call) {
        boolean read = call == FailedCall.STATEMENT_AUTOCOMMIT_READ;
        return new FailureContext(dialect, call, read, false, null, null, null, 1);
    }

    /**
     * Tells the same context in a scope that was meant to read.
     *
     * @return a context with {@link #readScope()}
     */
    public FailureContext inReadScope() {
        return new FailureContext(dialect, call, true, tenantSchema, tenant, dataSource, node, attempt);
    }

    /**
     * Tells the same context where the tenant has a schema of its own.
     *
     * @return a context with {@link #tenantSchema()}
     */
    public FailureContext inTenantSchema() {
        return new FailureContext(dialect, call, readScope, true, tenant, dataSource, node, attempt);
    }

    /**
     * Tells the same context with the place of the failure.
     *
     * @param newTenant the id of the tenant, or null
     * @param newDataSource the name of the data source, or null
     * @param newNode the name of the node, or null
     * @return a context that differs in these three
     */
    public FailureContext at(@Nullable String newTenant, @Nullable String newDataSource, @Nullable String newNode) {
        return new FailureContext(dialect, call, readScope, tenantSchema, newTenant, newDataSource, newNode, attempt);
    }

    /**
     * Tells the same context for another attempt.
     *
     * @param number which attempt of the transaction, from 1
     * @return a context that differs in the attempt
     */
    public FailureContext attempt(int number) {
        return new FailureContext(dialect, call, readScope, tenantSchema, tenant, dataSource, node, number);
    }
}
