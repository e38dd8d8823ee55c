package io.holdfast.jta.outbox.store.dialect;

import java.util.Set;

/**
 * The qualified names of the tables, ready for SQL.
 *
 * @param location where the rows are, in words
 * @param outbox rows that are work
 * @param parked rows that wait for a decision
 * @param block what parked rows hold up
 * @param inbox processed messages
 * @param version which tables these are
 */
public record OutboxTables(String location, String outbox, String parked, String block, String inbox, String version) {
    static final String SCHEMA = "holdfast";
    /** The table that tells which tables these are. */
    public static final String VERSION = "outbox_version";
    /** All tables, without what stands before their names. */
    public static final Set<String> ALL = Set.of("outbox", "outbox_parked", "outbox_block", "inbox", VERSION);

    /** Tables in a schema of their own. */
    static OutboxTables inSchema() {
        return behind(SCHEMA + ".outbox", SCHEMA + ".");
    }

    /** Tables with a common beginning of their names, beside those of the application. */
    static OutboxTables inCatalog(String catalog) {
        String quoted = "`" + catalog.replace("`", "``") + "`";
        return behind(catalog + "." + SCHEMA + "_outbox", quoted + "." + SCHEMA + "_");
    }

    private static OutboxTables behind(String location, String prefix) {
        return new OutboxTables(
                location,
                prefix + "outbox",
                prefix + "outbox_parked",
                prefix + "outbox_block",
                prefix + "inbox",
                prefix + VERSION);
    }
}
