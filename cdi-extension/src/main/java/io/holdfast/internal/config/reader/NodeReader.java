package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.key.ConfigKey;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import io.holdfast.internal.config.key.KeyIndex;
import io.holdfast.internal.config.key.KeyName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
        Optional<Setting> jndi = values.setting(prefix + ConfigKeys.JNDI.name());
        checkPlace(prefix, url, jndi);
        Optional<Login> login = login(prefix);
        return new NodeDraft(
                name,
                urlKey,
                url,
                jndi,
                inherited(ConfigKeys.USERNAME, prefix),
                login.flatMap(Login::password),
                login.flatMap(Login::file),
                inherited(ConfigKeys.DRIVER, prefix).map(Setting::value),
                properties(prefix),
                pool(prefix));
    }

    private void checkPlace(String prefix, Optional<String> url, Optional<Setting> jndi) {
        String urlKey = prefix + ConfigKeys.URL.name();
        String jndiKey = prefix + ConfigKeys.JNDI.name();
        if (url.isPresent() && jndi.isPresent()) {
            values.problem(ConfigProblem.of(
                    urlKey,
                    "stands beside " + jndiKey + "; expected one of the two: a pool of Holdfast, or the server's data"
                            + " source. Remove one"));
        } else if (url.isEmpty() && jndi.isEmpty()) {
            values.problem(ConfigProblem.of(
                    urlKey,
                    "is missing; " + ConfigKeys.URL.expected() + ", or the name of a data source of the server in '"
                            + jndiKey + "'. Each node needs one of the two"));
        } else if (jndi.isPresent()) {
            refuseUnusable(prefix, jndi.get().key());
        }
    }

    /** Reports keys of a level where the server's data source decides what they would say. */
    void refuseUnusable(String prefix, String jndiKey) {
        Stream<String> keys = Stream.concat(ConfigKeys.LOGIN.stream(), ConfigKeys.POOL.stream())
                .filter(key -> key != ConfigKeys.PROPERTY)
                .map(key -> prefix + key.name());
        Stream<String> properties = index.properties(prefix).stream().map(name -> prefix + "property." + name);
        Stream.concat(keys, properties)
                .filter(key -> values.verbatim(key).isPresent())
                .forEach(key -> values.problem(ConfigProblem.of(
                        key,
                        "is of no use beside " + jndiKey
                                + ": the server's data source has its own login, driver and pool. Set it there, and"
                                + " remove the key")));
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
