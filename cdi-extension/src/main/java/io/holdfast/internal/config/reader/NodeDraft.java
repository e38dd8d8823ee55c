package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import java.util.Map;
import java.util.Optional;

/**
 * A node as it is written, before the tenant's id is put in.
 *
 * @param name {@code primary} or the replica's name
 * @param urlKey the key of its URL, for messages
 * @param url its URL, or empty if it has none
 * @param jndi the name of the server's data source in place of a URL; that one of the two is missing was reported
 * @param username the user
 * @param password the password
 * @param passwordFile the file of the password
 * @param driver the driver
 * @param properties further driver properties
 * @param pool the pool
 */
record NodeDraft(
        String name,
        String urlKey,
        Optional<String> url,
        Optional<Setting> jndi,
        Optional<Setting> username,
        Optional<String> password,
        Optional<Setting> passwordFile,
        Optional<String> driver,
        Map<String, String> properties,
        NodeConfig.Pool pool) {

    /** The key that says where it is, for messages. */
    String placeKey() {
        return jndi.filter(name -> url.isEmpty()).map(Setting::key).orElse(urlKey);
    }

    @Override
    public String toString() {
        return "NodeDraft[" + name + "]";
    }
}
