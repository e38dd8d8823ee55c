package io.holdfast.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One data source.
 *
 * @param name its name
 * @param dialect name of the dialect, or {@code auto} to take it from the URL
 * @param primary the primary
 * @param replicas the replicas in the order of their names
 * @param sessionVariables session settings by name; {@code {tenant}} stands for the tenant's id
 * @param sessionReset when used sessions are reset
 * @param sessionTimeout bound of the round trip that sets a session up
 * @param leakTimeout after which a connection that was not closed is reported, or zero for never
 */
public record DataSourceConfig(
        String name,
        String dialect,
        NodeConfig primary,
        List<NodeConfig> replicas,
        Map<String, String> sessionVariables,
        SessionReset sessionReset,
        Duration sessionTimeout,
        Duration leakTimeout) {

    /** When a used session is reset in full before its next use. */
    public enum SessionReset {
        /** Where the pool serves several tenants. */
        SHARED,
        /** Always. */
        ALWAYS,
        /** Never: only what went through JDBC setters is undone. Refused where the pool serves several tenants. */
        TRACKED
    }
}
