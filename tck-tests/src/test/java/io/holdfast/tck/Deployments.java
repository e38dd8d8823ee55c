package io.holdfast.tck;

import io.holdfast.testsupport.Await;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Makes the archives: always a web archive, so that the same test runs on Weld SE and in servers, with the configuration of
 * Holdfast in it.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class Deployments {

    private static final String DATA_SOURCE = "holdfast.datasource.";
    private static final String SHARED = "shared-";

    private final Trio trio = Trio.portsOfThisMachine();
    private final Map<String, String> config = new TreeMap<>();

    private Deployments() {}

    /** Nothing is configured. */
    public static Deployments empty() {
        return new Deployments();
    }

    /** One data source named {@code default} with two replicas, and no tenants. */
    public static Deployments single() {
        return new Deployments().dataSource("default", Trio.DATABASE);
    }

    /**
     * Tenants {@code acme} and {@code globex} share a data source, each with a schema; {@code initech} has a data source of its
     * own; the data source {@code admin} stands beside them.
     */
    public static Deployments tenants() {
        return new Deployments()
                .with("holdfast.tenants", "acme,globex,initech")
                .dataSource("orders", Trio.DATABASE)
                .dataSource("ledger", Trio.LEDGER)
                .dataSource("admin", Trio.DATABASE)
                .with("holdfast.tenant.acme.datasource", "orders")
                .with("holdfast.tenant.acme.schema", "acme")
                .with("holdfast.tenant.globex.datasource", "orders")
                .with("holdfast.tenant.globex.schema", "globex")
                .with("holdfast.tenant.initech.datasource", "ledger");
    }

    /** Adds a data source on the trio. */
    public Deployments dataSource(String name, String database) {
        node(name, "primary", Trio.PRIMARY, database);
        Trio.REPLICAS.forEach(replica -> node(name, "replica." + replica, replica, database));
        return this;
    }

    /** Adds a node to a data source. */
    public Deployments node(String dataSource, String key, String node, String database) {
        String prefix = DATA_SOURCE + dataSource + "." + key + ".";
        return with(prefix + "url", trio.url(node, database)).with(prefix + "username", "postgres");
    }

    /** Adds a data source whose primary is a data source of the server. */
    public Deployments serverDataSource(String name, String jndi) {
        return with(DATA_SOURCE + name + ".dialect", "postgresql").with(DATA_SOURCE + name + ".primary.jndi", jndi);
    }

    /** Sets a key. */
    public Deployments with(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** Makes the archive. */
    public WebArchive of(Class<?>... classes) {
        // Archives of one test class must differ in name.
        return named("tck-" + UUID.randomUUID(), classes);
    }

    /**
     * Makes an archive of whole packages of the tests, beside which is what {@link #of} adds and a listener. Servers leave it where
     * it is for the next test class that wants the same packages and configuration.
     */
    public WebArchive shared(String... packages) {
        String name = SHARED + String.join("-", packages) + '-' + Integer.toHexString(config.hashCode());
        return named(name, RecordingListener.class)
                .addPackages(
                        false,
                        Stream.of(packages)
                                .map(last -> Deployments.class.getPackageName() + '.' + last)
                                .toArray(String[]::new));
    }

    /** Whether an archive is one that test classes share. */
    public static boolean isShared(Archive<?> archive) {
        return archive.getName().startsWith(SHARED);
    }

    private WebArchive named(String name, Class<?>... classes) {
        StringBuilder lines = new StringBuilder();
        config.forEach(
                (key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addClasses(Trio.class, NodeSwitch.class, Await.class)
                .addClasses(Place.class, Entries.class, Requirement.class, Problem.class)
                .addClasses(Started.class, Units.class, Work.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset(lines.toString()), "META-INF/microprofile-config.properties")
                .addAsResource(new StringAsset(trio.asProperties()), Trio.RESOURCE);
    }
}
