package io.holdfast.jta.outbox.store;

/**
 * The statements for PostgreSQL.
 *
 * <p>The clock is {@code clock_timestamp()}, since {@code now()} is when the transaction began. It is read in a sub-select of its own
 * wherever rows are searched by it: the planner does not use an index for a function that changes within a statement.
 */
final class PostgresSql {
    static final String LOCK_SCHEMA = "SELECT pg_advisory_xact_lock(hashtextextended('holdfast.outbox.schema', 0))";
    static final String PRESENT_TABLES = "SELECT c.relname FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'holdfast' AND c.relkind IN ('r', 'p')";
    private static final String AFTER = " + ? * interval '1 microsecond'";
    /**
     * A condition that is true, and lets the commit of its statement not wait for the disk. For what may be forgotten if the server
     * crashes within the second: the row is then delivered again, or counts an attempt less. Without it each round of the relay waits
     * twice for the disk, in the way of those who publish.
     */
    private static final String UNHURRIED = " AND (SELECT set_config('synchronous_commit', 'off', true)) IS NOT NULL";

    final String insert;
    final String insertOne;
    final String register;
    final String registerAll;
    final String confirm;
    final String claim;
    final String delete;
    final String renew;
    final String release;
    final String park;
    final String purgeInbox;

    PostgresSql(OutboxTables tables) {
        insert = insert(tables.outbox());
        insertOne = insertOne(tables.outbox());
        register = "INSERT INTO " + tables.inbox() + " (tenant_id, consumer, message_id, processed_at)"
                + " VALUES (?, ?, ?, clock_timestamp()) ON CONFLICT DO NOTHING";
        registerAll = "INSERT INTO " + tables.inbox() + " (tenant_id, consumer, message_id, processed_at)"
                + " SELECT k.*, clock_timestamp() FROM unnest(?::text[], ?::text[], ?::text[]) AS k"
                + " ON CONFLICT DO NOTHING RETURNING tenant_id, consumer, message_id";
        confirm = confirm(tables);
        claim = claim(tables);
        delete = "DELETE FROM " + tables.outbox() + " o USING unnest(?::bigint[], ?::bigint[]) AS d(id, token)"
                + " WHERE o.id = d.id AND o.lease_token = d.token" + UNHURRIED;
        renew = "UPDATE " + tables.outbox() + " o SET due_at = clock_timestamp()" + AFTER
                + " FROM unnest(?::bigint[], ?::bigint[]) AS r(id, token)"
                + " WHERE o.id = r.id AND o.lease_token = r.token RETURNING o.id";
        release = "UPDATE " + tables.outbox() + " o SET lease_token = 0, lease_node = NULL,"
                + " due_at = clock_timestamp() + r.pause * interval '1 microsecond',"
                + " attempts = GREATEST(o.attempts - r.refund, 0), last_error = COALESCE(r.error, o.last_error)"
                + " FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::text[])"
                + " AS r(id, token, pause, refund, error) WHERE o.id = r.id AND o.lease_token = r.token";
        park = park(tables);
        purgeInbox = "DELETE FROM " + tables.inbox() + " WHERE ctid = ANY (ARRAY(SELECT i.ctid FROM " + tables.inbox()
                + " i WHERE i.processed_at < (SELECT clock_timestamp() - ? * interval '1 microsecond')"
                + " ORDER BY i.processed_at LIMIT ? FOR UPDATE SKIP LOCKED))";
    }

    // The ids are drawn behind the ORDER BY: they follow the order of publishing.
    private static String insert(String outbox) {
        return "INSERT INTO " + outbox + " (message_id, tenant_id, channel, msg_type, msg_key, content_type, payload,"
                + " headers, due_at, lease_token, lease_node, created_at)"
                + " SELECT e.id, e.tenant, e.channel, e.type, e.key, e.content_type, e.payload, e.headers,"
                + " GREATEST(c.at + e.pause * interval '1 microsecond',"
                + " timestamptz 'epoch' + e.not_before * interval '1 microsecond'),"
                + " e.token, CASE WHEN e.token <> 0 THEN ?::text END, c.at"
                + " FROM (SELECT clock_timestamp() AS at) c, unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],"
                + " ?::text[], ?::bytea[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[]) WITH ORDINALITY"
                + " AS e(id, tenant, channel, type, key, content_type, payload, headers, pause, not_before, token, place)"
                + " ORDER BY e.place RETURNING id, message_id, created_at";
    }

    // Most transactions have one event, and arrays of one are not for nothing.
    private static String insertOne(String outbox) {
        return "INSERT INTO " + outbox
                + " (lease_node, message_id, tenant_id, channel, msg_type, msg_key, content_type,"
                + " payload, headers, due_at, lease_token, created_at)"
                + " SELECT ?::text, ?::uuid, ?::text, ?::text, ?::text, ?::text, ?::text, ?::bytea, ?::text,"
                + " GREATEST(c.at + ?::bigint * interval '1 microsecond',"
                + " timestamptz 'epoch' + ?::bigint * interval '1 microsecond'), ?::bigint, c.at"
                + " FROM (SELECT clock_timestamp() AS at) c RETURNING id, message_id, created_at";
    }

    // A lease that has hardly begun is left alone: then no index changes, and the row may stay on its page.
    // The rows are given by a sub-select, so that the planner cannot see how few they are: else it makes a new plan for
    // each round, which costs more than the round.
    private static String confirm(OutboxTables tables) {
        return "UPDATE " + tables.outbox() + " o SET"
                + " attempts = o.attempts + CASE WHEN h.blocked THEN 0 ELSE 1 END,"
                + " lease_token = CASE WHEN h.blocked THEN 0 ELSE o.lease_token END,"
                + " lease_node = CASE WHEN h.blocked THEN NULL ELSE o.lease_node END,"
                + " due_at = CASE WHEN h.blocked THEN c.at WHEN o.due_at < c.at" + AFTER + " THEN c.at" + AFTER
                + " ELSE o.due_at END"
                + " FROM (SELECT clock_timestamp() AS at) c,"
                + " (SELECT r.id, " + olderRow(tables, "r") + " AS older_row, " + blocked(tables, "r") + " AS blocked"
                + " FROM " + tables.outbox()
                + " r WHERE r.id = ANY ((SELECT ?::bigint[])::bigint[]) AND r.lease_token = ?) h"
                + " WHERE o.id = h.id AND o.lease_token = ?" + UNHURRIED
                + " RETURNING o.id, o.attempts, h.older_row, h.blocked";
    }

    // What is picked was due a moment ago. Of a key only an unbroken run from its first row on is taken: what another
    // claim
    // has locked, or what is not due, ends it. That the first row is due is asked beforehand, or a long queue behind
    // one that
    // is not would fill the limit each time.
    private static String claim(OutboxTables tables) {
        return "WITH picked AS MATERIALIZED (SELECT o.id, o.tenant_id, o.channel, o.msg_key, " + olderRow(tables, "o")
                + " AS older_row FROM " + tables.outbox() + " o WHERE o.due_at <= (SELECT clock_timestamp())"
                + " AND o.tenant_id = ANY (?::text[]) AND o.tenant_id || chr(10) || o.channel <> ALL (?::text[])"
                + " AND NOT " + blocked(tables, "o") + " AND (o.msg_key IS NULL OR (SELECT f.due_at FROM "
                + tables.outbox() + " f WHERE " + sameKey("f", "o") + " ORDER BY f.id LIMIT 1)"
                + " <= (SELECT clock_timestamp()))"
                + " ORDER BY o.due_at, o.id LIMIT ? FOR UPDATE OF o SKIP LOCKED),"
                + " placed AS (SELECT p.*, COALESCE(LAG(p.id) OVER (PARTITION BY p.tenant_id, p.channel, p.msg_key"
                + " ORDER BY p.id), 0) AS before FROM picked p),"
                + " run AS (SELECT p.id, p.older_row, BOOL_AND(p.msg_key IS NULL OR p.older_row = p.before)"
                + " OVER (PARTITION BY p.tenant_id, p.channel, p.msg_key ORDER BY p.id) AS unbroken FROM placed p)"
                + " UPDATE " + tables.outbox() + " o SET due_at = clock_timestamp()" + AFTER
                + ", lease_token = ?, lease_node = ?, attempts = o.attempts + 1"
                + " FROM run WHERE o.id = run.id AND run.unbroken"
                + " RETURNING o.id, o.message_id, o.tenant_id, o.channel, o.msg_type, o.msg_key, o.content_type, o.payload,"
                + " o.headers, o.attempts, o.created_at, run.older_row";
    }

    private static String park(OutboxTables tables) {
        String kept = "id, message_id, tenant_id, channel, msg_type, msg_key, content_type, payload, headers, attempts,"
                + " created_at";
        return "WITH wanted AS (SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])"
                + " AS w(id, token, policy, failure_class, reason, error)),"
                + " gone AS (DELETE FROM " + tables.outbox() + " o USING wanted w"
                + " WHERE o.id = w.id AND o.lease_token = w.token"
                + " RETURNING o.*, w.policy, w.failure_class, w.reason, w.error),"
                + " kept AS (INSERT INTO " + tables.parked() + " (" + kept
                + ", last_error, parked_at, reason, failure_class)"
                + " SELECT " + kept
                + ", COALESCE(error, last_error), clock_timestamp(), reason, failure_class FROM gone),"
                + " blocked AS (INSERT INTO " + tables.block() + " (parked_id, tenant_id, channel, msg_key, since)"
                + " SELECT id, tenant_id, channel, CASE WHEN policy = 'BLOCK_KEY' THEN msg_key END, clock_timestamp()"
                + " FROM gone WHERE policy = 'BLOCK_CHANNEL' OR (policy = 'BLOCK_KEY' AND msg_key IS NOT NULL))"
                + " SELECT COUNT(*) FROM gone";
    }

    private static String olderRow(OutboxTables tables, String row) {
        return "COALESCE((SELECT p.id FROM " + tables.outbox() + " p WHERE " + sameKey("p", row) + " AND p.id < " + row
                + ".id ORDER BY p.id DESC LIMIT 1), 0)";
    }

    private static String blocked(OutboxTables tables, String row) {
        return "EXISTS (SELECT 1 FROM " + tables.block() + " b WHERE b.tenant_id = " + row
                + ".tenant_id AND b.channel = " + row + ".channel AND (b.msg_key IS NULL OR b.msg_key = " + row
                + ".msg_key))";
    }

    private static String sameKey(String one, String other) {
        return one + ".tenant_id = " + other + ".tenant_id AND " + one + ".channel = " + other + ".channel AND " + one
                + ".msg_key = " + other + ".msg_key";
    }
}
