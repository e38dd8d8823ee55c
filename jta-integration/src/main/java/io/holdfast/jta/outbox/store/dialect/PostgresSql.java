package io.holdfast.jta.outbox.store.dialect;

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
    // Goes with the next statement in one message, and so in one transaction. The statistics of a queue are always
    // wrong: a plan that was made when the table was empty would read all of it, for every row, when it is full.
    private static final String BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true),"
            + " set_config('enable_bitmapscan', 'off', true), set_config('jit', 'off', true); ";
    private static final String AFTER = " + ? * interval '1 microsecond'";
    // The same, and the commit does not wait for the disk. For what may be forgotten if the server crashes within the
    // second: a deletion, a lease. The row is then delivered again, and whoever held it finds the lease lost. Each
    // round of the relay would wait for the disk otherwise, in the way of those who publish and of what was
    // published meanwhile.
    private static final String UNHURRIED =
            BY_INDEX.replace("SELECT ", "SELECT set_config('synchronous_commit', 'off', true), ");

    // Whoever inserted the row had it in hand and may have sent it, which is not written down.
    private static final String UNWRITTEN = "CASE WHEN o.attempts = 0 AND o.lease_token <> 0 THEN 1 ELSE 0 END";

    /** A list of ids alone makes the index of ids the only choice, where a join would leave several. */
    private static final String FENCE = "o.id = ANY (g.ids) AND o.lease_token = g.tokens[array_position(g.ids, o.id)]";

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
        delete = UNHURRIED + "DELETE FROM " + tables.outbox()
                + " o WHERE o.id = ANY (?::bigint[]) AND o.lease_token = ?";
        renew = UNHURRIED + "UPDATE " + tables.outbox() + " o SET due_at = clock_timestamp()" + AFTER
                + " FROM (SELECT ?::bigint[] AS ids, ?::bigint[] AS tokens) g WHERE " + FENCE + " RETURNING o.id";
        release = release(tables.outbox());
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

    private static String release(String outbox) {
        return BY_INDEX + "UPDATE " + outbox + " o SET lease_token = 0, lease_node = NULL,"
                + " due_at = clock_timestamp() + g.pauses[array_position(g.ids, o.id)] * interval '1 microsecond',"
                + " attempts = g.attempts[array_position(g.ids, o.id)],"
                + " last_error = COALESCE(g.errors[array_position(g.ids, o.id)], o.last_error)"
                + " FROM (SELECT ?::bigint[] AS ids, ?::bigint[] AS tokens, ?::bigint[] AS pauses, ?::int[] AS attempts,"
                + " ?::text[] AS errors) g WHERE " + FENCE;
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

    // Only a look: what is committed and has a lease that has hardly begun needs no other word in the database.
    private static String confirm(OutboxTables tables) {
        return BY_INDEX + "SELECT o.id, o.attempts, " + olderRow(tables, "o") + " AS older_row, " + blocked(tables, "o")
                + " AS blocked, o.due_at < (SELECT clock_timestamp())" + AFTER + " AS old FROM " + tables.outbox()
                + " o WHERE o.id = ANY (?::bigint[]) AND o.lease_token = ? ORDER BY o.id";
    }

    // What is picked was due a moment ago. Of a key only an unbroken run from its first row on is taken: what
    // another claim has locked, or what is not due, ends it. That the first row is due is asked beforehand, or a
    // long queue behind one that is not would fill the limit each time. CASE keeps the planner from guessing how
    // many rows the conditions leave: it would rather sort the whole table than read the few rows that are due
    // first.
    private static String claim(OutboxTables tables) {
        return UNHURRIED + "WITH picked AS MATERIALIZED (SELECT o.id, o.tenant_id, o.channel, o.msg_key, o.due_at, "
                + olderRow(tables, "o")
                + " AS older_row FROM " + tables.outbox() + " o WHERE o.due_at >= ?::timestamptz"
                + " AND o.due_at <= (SELECT clock_timestamp()) AND CASE WHEN o.tenant_id = ANY (?::text[]) AND o.tenant_id || chr(10) || o.channel <> ALL (?::text[])"
                + " AND NOT " + blocked(tables, "o") + " THEN o.msg_key IS NULL OR " + firstDue(tables)
                + " <= (SELECT clock_timestamp()) ELSE FALSE END"
                + " ORDER BY o.due_at, o.id LIMIT ? FOR UPDATE OF o SKIP LOCKED),"
                + " placed AS (SELECT p.*, COALESCE(LAG(p.id) OVER (PARTITION BY p.tenant_id, p.channel, p.msg_key"
                + " ORDER BY p.id), 0) AS before FROM picked p),"
                + " run AS (SELECT p.id, BOOL_AND(p.msg_key IS NULL OR p.older_row = p.before)"
                + " OVER (PARTITION BY p.tenant_id, p.channel, p.msg_key ORDER BY p.id) AS unbroken FROM placed p)"
                + " UPDATE " + tables.outbox() + " o SET due_at = clock_timestamp()" + AFTER
                + ", lease_token = ?, lease_node = ?, attempts = o.attempts + 1 + " + UNWRITTEN
                + " WHERE o.id = ANY (ARRAY(SELECT run.id FROM run WHERE run.unbroken))"
                + " RETURNING o.id, o.message_id, o.tenant_id, o.channel, o.msg_type, o.msg_key, o.content_type, o.payload,"
                + " o.headers, o.attempts, o.created_at, 0 AS older_row, (SELECT MIN(p.due_at) FROM picked p) AS first_due";
    }

    private static String park(OutboxTables tables) {
        String kept =
                "id, message_id, tenant_id, channel, msg_type, msg_key, content_type, payload, headers, created_at";
        return "WITH wanted AS (SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])"
                + " AS w(id, token, policy, failure_class, attempts, reason, error)),"
                + " gone AS (DELETE FROM " + tables.outbox() + " o USING wanted w"
                + " WHERE o.id = w.id AND o.lease_token = w.token"
                + " RETURNING o.*, w.policy, w.failure_class, w.attempts AS begun, w.reason, w.error),"
                + " kept AS (INSERT INTO " + tables.parked() + " (" + kept
                + ", attempts, last_error, parked_at, reason, failure_class)"
                + " SELECT " + kept
                + ", GREATEST(attempts, begun), COALESCE(error, last_error), clock_timestamp(), reason, failure_class FROM gone),"
                + " blocked AS (INSERT INTO " + tables.block() + " (parked_id, tenant_id, channel, msg_key, since)"
                + " SELECT id, tenant_id, channel, CASE WHEN policy = 'BLOCK_KEY' THEN msg_key END, clock_timestamp()"
                + " FROM gone WHERE policy = 'BLOCK_CHANNEL' OR (policy = 'BLOCK_KEY' AND msg_key IS NOT NULL))"
                + " SELECT COUNT(*) FROM gone";
    }

    // Both walk the index of keys between two places in it. Asked for by equality and an order of ids alone, the
    // planner may walk the primary key instead, through the whole table. The first id of all rows keeps them from
    // stepping over what was deleted since the last vacuum, once for every row.
    private static String olderRow(OutboxTables tables, String row) {
        String key = row + ".tenant_id, " + row + ".channel, " + row + ".msg_key, ";
        return "CASE WHEN " + row + ".msg_key IS NULL THEN 0 ELSE COALESCE((SELECT p.id FROM " + tables.outbox()
                + " p WHERE p.msg_key IS NOT NULL AND (p.tenant_id, p.channel, p.msg_key, p.id) < (" + key + row
                + ".id)"
                + " AND (p.tenant_id, p.channel, p.msg_key, p.id) >= (" + key + firstRow(tables) + ")"
                + " ORDER BY p.tenant_id DESC, p.channel DESC, p.msg_key DESC, p.id DESC LIMIT 1), 0) END";
    }

    private static String firstDue(OutboxTables tables) {
        return "(SELECT f.due_at FROM " + tables.outbox() + " f WHERE f.msg_key IS NOT NULL"
                + " AND (f.tenant_id, f.channel, f.msg_key, f.id) >= (o.tenant_id, o.channel, o.msg_key, "
                + firstRow(tables) + ") ORDER BY f.tenant_id, f.channel, f.msg_key, f.id LIMIT 1)";
    }

    private static String firstRow(OutboxTables tables) {
        return "(SELECT MIN(m.id) FROM " + tables.outbox() + " m)";
    }

    // Mostly nothing is blocked, and that is asked once for all rows.
    private static String blocked(OutboxTables tables, String row) {
        return "((SELECT EXISTS (SELECT 1 FROM " + tables.block() + ")) AND EXISTS (SELECT 1 FROM " + tables.block()
                + " b WHERE b.tenant_id = " + row + ".tenant_id AND b.channel = " + row
                + ".channel AND (b.msg_key IS NULL OR b.msg_key = " + row + ".msg_key)))";
    }
}
