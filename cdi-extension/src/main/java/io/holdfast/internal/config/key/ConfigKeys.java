package io.holdfast.internal.config.key;

import io.holdfast.internal.config.key.ConfigKey.Bounds;
import io.holdfast.internal.config.key.ConfigKey.Type;
import java.util.List;
import java.util.Optional;

/** Every key of the configuration, once. Change the reference page with it: a test tells how. */
public final class ConfigKeys {

    public static final String PREFIX = "holdfast.";
    public static final String DATA_SOURCE_PREFIX = "holdfast.datasource.";
    public static final String TEMPLATE_PREFIX = "holdfast.datasource-template.";
    public static final String TENANT_PREFIX = "holdfast.tenant.";
    public static final String POOL_PREFIX = "holdfast.pool.";
    public static final String PRIMARY = "primary";
    public static final String REPLICA = "replica";
    /** Stands for the id of the tenant. */
    public static final String TENANT_PLACEHOLDER = "{tenant}";

    public static final ConfigKey TENANTS = ConfigKey.of(
            Type.LIST,
            "holdfast.tenants",
            "The ids of all tenants.",
            "no tenants: one application, one `default` data source");
    public static final ConfigKey ABSENT = ConfigKey.openChoice(
            "holdfast.tenancy.absent",
            List.of("reject", "default"),
            "What a caller without a tenant gets: an error, or the data source named `default`.",
            "`reject`; without any tenant `default`, if there is a data source of that name");
    public static final ConfigKey UNKNOWN = ConfigKey.choice(
            "holdfast.tenancy.unknown",
            List.of("reject", "default"),
            "What a caller with a tenant that is not listed gets: an error, or the data source named `default`.");
    public static final ConfigKey TENANCY_DATA_SOURCE = ConfigKey.of(
            Type.TEXT,
            "holdfast.tenancy.datasource",
            "The data source of each tenant that names none; it must be there.",
            "the one made from the template, else the one of the tenant's name, else an error");
    public static final ConfigKey TENANCY_SCHEMA = ConfigKey.of(
            Type.TEXT,
            "holdfast.tenancy.schema",
            "The schema of each tenant that names none and whose data source is not made from the template;"
                    + " it must have `{tenant}` in it.",
            "whatever the login has");
    public static final ConfigKey DEFAULT_INTENT = ConfigKey.choice(
            "holdfast.routing.default-intent",
            List.of("write", "read"),
            "What a connection is for when nothing was declared; `write` goes to the primary and pins.");
    public static final ConfigKey PROBE_INTERVAL = ConfigKey.duration(
            "holdfast.routing.probe-interval",
            new Bounds("100ms", "1h", "5s"),
            "How long a failed node is skipped before one caller tries it again.");
    public static final ConfigKey NO_REPLICA = ConfigKey.choice(
            "holdfast.routing.no-replica",
            List.of("primary", "fail"),
            "Where reads go while no replica is usable: to the primary, or nowhere.");
    public static final ConfigKey DATA_SOURCE_BEAN =
            ConfigKey.flag("holdfast.datasource-bean", true, "Whether `@Inject DataSource` is offered.");
    public static final ConfigKey DATA_SOURCES = ConfigKey.of(
            Type.LIST,
            "holdfast.datasources",
            "The names of the data sources; needed only where a config source cannot list its keys.",
            "found from the keys");

    public static final ConfigKey WEB_SOURCES = ConfigKey.of(
            Type.LIST,
            "holdfast.web.tenant.sources",
            "Where the servlet filter looks for the tenant of a request, first hit wins: `principal`, `jwt`, `header`, `path`,"
                    + " `subdomain`, `resolver` (the application's `TenantResolver` bean). What a client sends must agree with"
                    + " `principal` and `jwt`, wherever they stand.",
            "`resolver`");
    public static final ConfigKey WEB_HEADER = ConfigKey.text(
            "holdfast.web.tenant.header", "X-Tenant", "The header that names the tenant, for the source `header`.");
    public static final ConfigKey WEB_CLAIM = ConfigKey.text(
            "holdfast.web.tenant.claim",
            "tenant",
            "The claim of the MicroProfile JSON web token that names the tenant, for the source `jwt`.");
    public static final ConfigKey WEB_PRINCIPAL_AFTER = ConfigKey.of(
            Type.TEXT,
            "holdfast.web.tenant.principal-after",
            "The tenant is what follows the last occurrence of this text in the principal's name, such as `@`; a name without"
                    + " it names no tenant.",
            "the whole name is the tenant");
    public static final ConfigKey WEB_PATH_SEGMENT = ConfigKey.integer(
            "holdfast.web.tenant.path-segment",
            new Bounds("1", "20", "1"),
            "Which segment of the path behind the context path names the tenant, for the source `path`.");
    public static final ConfigKey WEB_DOMAIN = ConfigKey.of(
            Type.TEXT,
            "holdfast.web.tenant.domain",
            "The domain whose sub-domains are tenants, for the source `subdomain`.",
            "an error if `subdomain` is a source");
    public static final ConfigKey WEB_REQUIRED = ConfigKey.flag(
            "holdfast.web.tenant.required",
            true,
            "Whether the filter itself refuses a request whose tenant is absent, if `holdfast.tenancy.absent` is `reject` and"
                    + " `resolver` is no source; otherwise it is refused when it needs a connection.");
    public static final ConfigKey WEB_RETRY_AFTER = ConfigKey.duration(
            "holdfast.web.retry-after",
            new Bounds("1s", "1h", "1s"),
            "What a client is told to wait (`Retry-After`) with a 503, in whole seconds.");

    public static final ConfigKey TENANT_DATA_SOURCE = ConfigKey.of(
            Type.TEXT,
            "datasource",
            "The data source that holds the tenant's data; several tenants may share one.",
            "`holdfast.tenancy.datasource`, else the one made from the template, else the one of the tenant's name,"
                    + " else an error");
    public static final ConfigKey TENANT_SCHEMA = ConfigKey.of(
            Type.TEXT,
            "schema",
            "The tenant's schema (catalog on MySQL and MariaDB).",
            "`holdfast.tenancy.schema`, or the template's where the data source is made from it, else whatever the login"
                    + " has");
    static final ConfigKey SESSION_VARIABLE = ConfigKey.of(
            Type.TEXT,
            "session-variable.<name>",
            "A session setting that every connection of the tenant carries, for row-level security for instance.",
            "none. Found only in config sources that list their keys");

    public static final ConfigKey DIALECT = ConfigKey.choice(
            "dialect",
            List.of("auto", "postgresql", "mysql", "mariadb", "h2", "generic"),
            "The kind of database; `auto` takes it from the URL, and must be replaced where there is none.");
    public static final ConfigKey SESSION_RESET = ConfigKey.choice(
            "session-reset",
            List.of("shared", "always", "tracked"),
            "When a used session is reset in full: where the pool serves several tenants, always, or never"
                    + " (`tracked`: only what went through JDBC setters is undone).");
    public static final ConfigKey SESSION_TIMEOUT = ConfigKey.duration(
            "session-timeout", new Bounds("1ms", "10m", "2s"), "Bound of the round trip that sets a session up.");
    public static final ConfigKey LEAK_TIMEOUT = ConfigKey.duration(
            "leak-timeout",
            new Bounds("0", "1d", "0"),
            "After this long a connection that was not closed is reported; `0` switches it off.");
    public static final ConfigKey REPLICAS = ConfigKey.of(
            Type.LIST,
            "replicas",
            "The names of the replicas; needed only where a config source cannot list its keys.",
            "found from the keys");
    public static final ConfigKey JNDI_EXCLUSIVE = ConfigKey.flag(
            "jndi-exclusive",
            false,
            "Whether nobody but Holdfast in this application takes connections from the server's data sources that `jndi`"
                    + " names. Tenants with schemas or session variables are refused on them otherwise.");
    public static final ConfigKey TEMPLATE_SCHEMA = ConfigKey.of(
            Type.TEXT,
            "schema",
            "The schema of each tenant that has a data source from the template and no schema of its own.",
            "whatever the login has");

    public static final ConfigKey URL =
            ConfigKey.of(Type.URL, "url", "Where the node is. Never shown.", "`jndi` holds");
    public static final ConfigKey JNDI = ConfigKey.of(
            Type.TEXT,
            "jndi",
            "The name of a data source of the server, in place of `url`: the server's pool, with its login, its settings and"
                    + " its part in transactions. Login, driver and pool keys are refused beside it; `dialect` must be set.",
            "`url` holds; one of the two must be set");
    public static final ConfigKey USERNAME =
            ConfigKey.of(Type.TEXT, "username", "The user to log in as.", "none is sent");
    public static final ConfigKey PASSWORD =
            ConfigKey.of(Type.SECRET, "password", "The password. Never shown.", "none is sent");
    public static final ConfigKey PASSWORD_FILE = ConfigKey.of(
            Type.PATH,
            "password-file",
            "A file that holds the password, read anew for each physical connection; not together with `password`.",
            "`password` holds");
    public static final ConfigKey DRIVER = ConfigKey.of(
            Type.TEXT,
            "driver",
            "The class name of the JDBC driver.",
            "the driver on the class path that accepts the URL");
    public static final ConfigKey PROPERTY = ConfigKey.of(
            Type.TEXT,
            "property.<name>",
            "A further property for the driver; what the URL says wins over it.",
            "none. Found only in config sources that list their keys");

    public static final ConfigKey MAX_SIZE = ConfigKey.integer(
            "max-size", new Bounds("1", "10000", "10"), "The most connections that the node's pool may hold.");
    public static final ConfigKey ACQUISITION_TIMEOUT = ConfigKey.duration(
            "acquisition-timeout", new Bounds("1ms", "1h", "5s"), "Bound of one acquisition, connecting included.");
    public static final ConfigKey CONNECT_TIMEOUT = new ConfigKey(
            "connect-timeout",
            new ConfigKey.Domain(Type.DURATION, List.of(), "1ms", "1h"),
            Optional.empty(),
            "Bound of one attempt to connect; drivers that count in seconds round it up.",
            "half of `acquisition-timeout`, but at least `1s`");
    public static final ConfigKey SOCKET_TIMEOUT = ConfigKey.duration(
            "socket-timeout", new Bounds("0", "1d", "30s"), "Bound of one answer of the database; `0` waits for ever.");
    public static final ConfigKey VALIDATE_AFTER = ConfigKey.duration(
            "validate-after",
            new Bounds("0", "1d", "1s"),
            "A connection that idled longer is checked before its next use; `0` checks each time.");
    public static final ConfigKey IDLE_TIMEOUT = ConfigKey.duration(
            "idle-timeout",
            new Bounds("0", "30d", "10m"),
            "After this long without use a pool closes its connections; `0` keeps them.");

    public static final List<ConfigKey> GLOBAL = List.of(
            TENANTS,
            ABSENT,
            UNKNOWN,
            TENANCY_DATA_SOURCE,
            TENANCY_SCHEMA,
            DEFAULT_INTENT,
            PROBE_INTERVAL,
            NO_REPLICA,
            DATA_SOURCE_BEAN,
            DATA_SOURCES);
    public static final List<ConfigKey> WEB = List.of(
            WEB_SOURCES,
            WEB_HEADER,
            WEB_CLAIM,
            WEB_PRINCIPAL_AFTER,
            WEB_PATH_SEGMENT,
            WEB_DOMAIN,
            WEB_REQUIRED,
            WEB_RETRY_AFTER);
    public static final List<ConfigKey> TENANT = List.of(TENANT_DATA_SOURCE, TENANT_SCHEMA, SESSION_VARIABLE);
    public static final List<ConfigKey> DATA_SOURCE =
            List.of(DIALECT, SESSION_RESET, SESSION_TIMEOUT, SESSION_VARIABLE, LEAK_TIMEOUT, REPLICAS, JNDI_EXCLUSIVE);
    public static final List<ConfigKey> TEMPLATE = List.of(TEMPLATE_SCHEMA);
    public static final List<ConfigKey> NODE_ONLY = List.of(URL, JNDI);
    public static final List<ConfigKey> LOGIN = List.of(USERNAME, PASSWORD, PASSWORD_FILE, DRIVER, PROPERTY);
    public static final List<ConfigKey> POOL =
            List.of(MAX_SIZE, ACQUISITION_TIMEOUT, CONNECT_TIMEOUT, SOCKET_TIMEOUT, VALIDATE_AFTER, IDLE_TIMEOUT);

    private ConfigKeys() {}
}
