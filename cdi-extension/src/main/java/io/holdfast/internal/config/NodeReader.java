package io.holdfast.internal.config;

import io.holdfast.internal.config.ConfigValues.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the keys of one node: its own, then those of its data source, then those for all pools. */
final class NodeReader {

    private static final Duration LEAST_CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final ConfigValues values;
    private final KeyIndex index;
    private final String dataSourcePrefix;

    NodeReader(ConfigValues values, KeyIndex index, String dataSourcePrefix) {
        this.values = values;
        this.index = index;
        this.dataSourcePrefix = dataSourcePrefix;
    }

    NodeDraft read(String name, String prefix) {
        String urlKey = prefix + ConfigKeys.URL.name();
        Optional<String> url = values.text(urlKey);
        if (url.isEmpty()) {
            values.problem(
                    ConfigProblem.of(urlKey, "is missing; " + ConfigKeys.URL.expected() + ". Each node needs one"));
        }
        Optional<Login> login = login(prefix);
        return new NodeDraft(
                name,
                urlKey,
                url,
                inherited(ConfigKeys.USERNAME, prefix),
                login.flatMap(Login::password),
                login.flatMap(Login::file),
                inherited(ConfigKeys.DRIVER, prefix).map(Setting::value),
                properties(prefix),
                pool(prefix));
    }

    private Optional<Setting> inherited(ConfigKey key, String prefix) {
        return values.first(List.of(prefix + key.name(), dataSourcePrefix + key.name()));
    }

    /** The nearest level that has a password in either form decides. */
    private Optional<Login> login(String prefix) {
        Optional<Login> own = loginAt(prefix);
        Optional<Login> shared = loginAt(dataSourcePrefix);
        return own.or(() -> shared);
    }

    private Optional<Login> loginAt(String prefix) {
        String passwordKey = prefix + ConfigKeys.PASSWORD.name();
        Optional<String> password = values.verbatim(passwordKey);
        Optional<Setting> file = values.setting(prefix + ConfigKeys.PASSWORD_FILE.name());
        if (password.isPresent() && file.isPresent()) {
            values.problem(ConfigProblem.of(
                    passwordKey, "stands beside " + file.get().key() + "; expected one of the two. Remove one"));
        }
        return password.isPresent() || file.isPresent() ? Optional.of(new Login(password, file)) : Optional.empty();
    }

    private Map<String, String> properties(String prefix) {
        Map<String, String> properties = new TreeMap<>();
        for (String level : List.of(dataSourcePrefix, prefix)) {
            for (String name : index.properties(level)) {
                values.verbatim(level + "property." + name)
                        .ifPresent(value -> properties.put(KeyName.unquoted(name), value));
            }
        }
        return properties;
    }

    private NodeConfig.Pool pool(String prefix) {
        Duration acquisition = duration(ConfigKeys.ACQUISITION_TIMEOUT, prefix);
        Duration connect = values.duration(ConfigKeys.CONNECT_TIMEOUT, pooled(ConfigKeys.CONNECT_TIMEOUT, prefix))
                .orElseGet(() -> shareOf(acquisition));
        return new NodeConfig.Pool(
                values.integer(ConfigKeys.MAX_SIZE, pooled(ConfigKeys.MAX_SIZE, prefix)),
                acquisition,
                connect,
                duration(ConfigKeys.SOCKET_TIMEOUT, prefix),
                duration(ConfigKeys.VALIDATE_AFTER, prefix),
                duration(ConfigKeys.IDLE_TIMEOUT, prefix));
    }

    private static Duration shareOf(Duration acquisition) {
        Duration half = acquisition.dividedBy(2);
        return half.compareTo(LEAST_CONNECT_TIMEOUT) < 0 ? LEAST_CONNECT_TIMEOUT : half;
    }

    private Duration duration(ConfigKey key, String prefix) {
        return values.duration(key, pooled(key, prefix))
                .orElseGet(() -> ConfigValues.known(key.defaultValue().orElseThrow()));
    }

    private Optional<Setting> pooled(ConfigKey key, String prefix) {
        return values.first(
                List.of(prefix + key.name(), dataSourcePrefix + key.name(), ConfigKeys.POOL_PREFIX + key.name()));
    }

    /** A password in one of its forms. */
    private record Login(Optional<String> password, Optional<Setting> file) {}
}
