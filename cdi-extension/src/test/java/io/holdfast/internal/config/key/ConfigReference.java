package io.holdfast.internal.config.key;

import io.holdfast.internal.config.key.ConfigKey.Type;
import java.util.List;

/** Writes the reference page of the configuration from the keys. */
final class ConfigReference {

    private static final String HEAD = """
            // Made from ConfigKeys.java; a test fails if it differs and tells how to make it anew.
            = Configuration reference

            Holdfast reads MicroProfile Config once, when the container boots.
            It reports every problem in one deployment failure, with the key and what was expected.
            Keys below `holdfast.` that nothing reads are logged as warnings with the nearest known key.

            Durations are written as `10s`, `500ms`, `2m`, `1h`, `1d` or in ISO-8601 as `PT10S`.
            A name with dots in it is quoted in a key: `holdfast.tenant."a.b".schema`.
            `{tenant}` stands for the id of the tenant in `url`, `username`, `password-file` and `schema` below
            `holdfast.datasource-template`, in the schema of a tenant, in `holdfast.tenancy.schema` and in session variables.
            URLs and passwords are never shown.

            == What wins

            [cols="1,3,3"]
            |===
            |Rank |Key |Holds for

            |1 |`holdfast.datasource.<name>.primary.<key>` or `holdfast.datasource.<name>.replica.<replica>.<key>` |one node
            |2 |`holdfast.datasource.<name>.<key>` |all nodes of a data source: login, driver and pool keys
            |3 |`holdfast.pool.<key>` |all nodes of all data sources: pool keys
            |4 |built in |what is unset
            |===

            Of `password` and `password-file`, the one at the nearest level holds; both at one level are an error.
            `holdfast.datasource-template` stands in place of `holdfast.datasource.<name>` for the data sources made from it.

            A tenant's data source and schema are the first of these that are set:

            [cols="1,3,3"]
            |===
            |Rank |Data source |Schema

            |1 |`holdfast.tenant.<tenant>.datasource` |`holdfast.tenant.<tenant>.schema`
            |2 |`holdfast.tenancy.datasource` |`holdfast.tenancy.schema`, if the data source is not made from the template
            |3 |one made from `holdfast.datasource-template` |`holdfast.datasource-template.schema`, if it is
            |4 |the one named like the tenant |whatever the login has
            |===

            So two keys are enough for tenants that share one data source by schema, however many they are:
            `holdfast.tenancy.datasource=orders` and `holdfast.tenancy.schema={tenant}`.
            A tenant source stands in place of `holdfast.tenant.<tenant>`: what it leaves empty is filled in the same way.
            Neither key makes a tenant known: one that is not listed is treated as `holdfast.tenancy.unknown` says.
            """;

    private ConfigReference() {}

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        section(page, "Application", "as written", ConfigKeys.GLOBAL);
        section(page, "Web", "as written", ConfigKeys.WEB);
        section(page, "Outbox", "as written", OutboxKeys.GENERAL);
        section(page, "Channel of the outbox", "`holdfast.outbox.channel.<name>.`", OutboxKeys.CHANNEL);
        section(page, "Tenant", "`holdfast.tenant.<tenant>.`", ConfigKeys.TENANT);
        section(
                page,
                "Data source",
                "`holdfast.datasource.<name>.` or `holdfast.datasource-template.`",
                ConfigKeys.DATA_SOURCE);
        section(page, "Template only", "`holdfast.datasource-template.`", ConfigKeys.TEMPLATE);
        section(page, "Node: where it is", nodePrefixes(), ConfigKeys.NODE_ONLY);
        section(page, "Node: login and driver", nodePrefixes() + ", or of the data source", ConfigKeys.LOGIN);
        section(page, "Node: pool", nodePrefixes() + ", or of the data source, or `holdfast.pool.`", ConfigKeys.POOL);
        return page.toString();
    }

    private static String nodePrefixes() {
        return "`...primary.` or `...replica.<replica>.` of a data source";
    }

    private static void section(StringBuilder page, String title, String prefix, List<ConfigKey> keys) {
        page.append("\n== ").append(title).append("\n\nKeys ").append(prefix.equals("as written") ? "" : "after ");
        page.append(prefix).append(":\n\n[cols=\"2,2,4,2\"]\n|===\n|Key |Accepts |Meaning |Unset means\n");
        for (ConfigKey key : keys) {
            page.append("\n|`").append(key.name()).append("`\n|").append(accepts(key));
            page.append("\n|")
                    .append(key.meaning())
                    .append("\n|")
                    .append(key.unset())
                    .append('\n');
        }
        page.append("|===\n");
    }

    private static String accepts(ConfigKey key) {
        ConfigKey.Domain domain = key.domain();
        if (domain.type() == Type.CHOICE) {
            return "`" + String.join("`, `", domain.choices()) + "`";
        }
        String range = domain.min().isEmpty() ? "" : ", `" + domain.min() + "` to `" + domain.max() + "`";
        return domain.type().words() + range;
    }
}
