package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.internal.dialect.SessionPlan;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the same session.
 *
 * @param readOnly whether it refuses writes
 * @param light sets what routing relies on
 * @param full undoes everything an earlier borrower may have left, then the same
 * @param managed sets it until the end of a transaction that the container controls; null if no node is a data source of the
 *     server, or if this kind of database cannot
 */
public record SessionPlans(
        boolean readOnly,
        SessionPlan light,
        SessionPlan full,
        @Nullable SessionPlan managed) {

    /**
     * Makes the plans.
     *
     * @param dialect the kind of database
     * @param target the session
     * @param serverNodes whether any node is a data source of the server
     * @return the plans
     * @throws IllegalArgumentException if a schema or a variable has no place in this kind of database
     */
    public static SessionPlans of(Dialect dialect, SessionTarget target, boolean serverNodes) {
        return new SessionPlans(
                target.readOnly(),
                dialect.plan(target, false),
                dialect.plan(target, true),
                serverNodes ? dialect.transactionPlan(target).orElse(null) : null);
    }
}
