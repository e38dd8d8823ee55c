package io.holdfast.internal.datasource;

import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.internal.dialect.SessionPlan;

/**
 * The two ways to the same session.
 *
 * @param light sets what routing relies on
 * @param full undoes everything an earlier borrower may have left, then the same
 */
record SessionPlans(SessionPlan light, SessionPlan full) {

    static SessionPlans of(Dialect dialect, SessionTarget target) {
        return new SessionPlans(dialect.plan(target, false), dialect.plan(target, true));
    }
}
