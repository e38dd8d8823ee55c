package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.dialect.Dialect;
import java.time.Duration;

/**
 * What all pools of a data source share.
 *
 * @param name name of the data source
 * @param dialect its dialect
 * @param resetUsedSessions whether a used session is reset in full at each borrow
 * @param schemaPerTenant whether tenants have schemas, so that a session without one must see none
 * @param sessionTimeout bound of the round trip that sets a session up
 * @param leakTimeout after which an unclosed connection is reported, or zero
 * @param housekeeper who closes idle pools
 * @param budget who knows how many connections each server takes
 */
public record DataSourceSettings(
        String name,
        Dialect dialect,
        boolean resetUsedSessions,
        boolean schemaPerTenant,
        Duration sessionTimeout,
        Duration leakTimeout,
        Housekeeper housekeeper,
        ServerBudget budget) {}
