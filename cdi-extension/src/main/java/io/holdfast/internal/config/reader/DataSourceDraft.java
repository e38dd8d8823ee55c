package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.DataSourceConfig.SessionReset;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data source, or the template of some, as it is written.
 *
 * @param prefix the prefix of its keys
 * @param dialect the word of the configuration
 * @param nodes the primary, then the replicas by name
 * @param sessionVariables session settings by name, each with its key
 * @param sessionReset when to reset
 * @param sessionTimeout bound of the session's set-up
 * @param leakTimeout when to report a leak
 * @param jndiExclusive whether the server's data sources are used by Holdfast only
 * @param schema schema of the template, always empty for others
 */
record DataSourceDraft(
        String prefix,
        String dialect,
        List<NodeDraft> nodes,
        Map<String, Setting> sessionVariables,
        SessionReset sessionReset,
        Duration sessionTimeout,
        Duration leakTimeout,
        boolean jndiExclusive,
        Optional<Setting> schema) {}
