package io.holdfast.jta.outbox.store.dialect;

import java.util.Collections;

/** Statements that MySQL, MariaDB and H2 understand alike, for a number of rows each. */
final class PortableSql {
    private static final String KEPT =
            "id, message_id, tenant_id, channel, msg_type, msg_key, content_type, payload," + " headers, created_at";

    private final OutboxTables tables;
    private final SqlWords words;

    PortableSql(OutboxTables tables, SqlWords words) {
        this.tables = tables;
        this.words = words;
    }

    String insert(int rows) {
        String row = "(?, ?, ?, ?, ?, ?, ?, ?, " + words.firstDue() + ", ?, ?, " + words.clock() + ")";
        return "INSERT INTO " + tables.outbox() + " (message_id, tenant_id, channel, msg_type, msg_key, content_type,"
                + " payload, headers, due_at, lease_token, lease_node, created_at) VALUES " + times(rows, row);
    }

    String register() {
        return "INSERT INTO " + tables.inbox() + " (tenant_id, consumer, message_id, processed_at) VALUES (?, ?, ?, "
                + words.clock() + ")";
    }

    String confirm(int rows) {
        return "UPDATE " + tables.outbox() + " SET attempts = attempts + 1, due_at = CASE WHEN due_at < "
                + words.later() + " THEN " + words.later() + " ELSE due_at END WHERE id IN (" + marks(rows)
                + ") AND lease_token = ?";
    }

    /** What the others of its key and the blocks say, in one look. */
    String confirmed(int rows) {
        return "SELECT o.id, o.attempts, " + olderRow() + " AS older_row, CASE WHEN " + blocked()
                + " THEN 1 ELSE 0 END AS blocked FROM " + tables.outbox() + " o WHERE o.id IN (" + marks(rows)
                + ") AND o.lease_token = ? ORDER BY o.id";
    }

    String giveBackBlocked(int rows) {
        return "UPDATE " + tables.outbox()
                + " SET attempts = attempts - 1, lease_token = 0, lease_node = NULL, due_at = " + words.clock()
                + " WHERE id IN (" + marks(rows) + ") AND lease_token = ?";
    }

    String candidates(int tenants, int paused) {
        return "SELECT o.id, o.message_id, o.tenant_id, o.channel, o.msg_type, o.msg_key, o.content_type, o.payload,"
                + " o.headers, o.attempts, o.created_at, o.lease_token, " + olderRow() + " AS older_row FROM "
                + tables.outbox() + " o" + words.dueIndex() + " WHERE o.due_at <= " + words.clock()
                + " AND o.tenant_id IN (" + marks(tenants) + ")"
                + (paused == 0 ? "" : " AND (o.tenant_id, o.channel) NOT IN (" + times(paused, "(?, ?)") + ")")
                + " AND NOT " + blocked() + " AND (o.msg_key IS NULL OR (SELECT f.due_at FROM " + tables.outbox()
                + " f" + words.keyIndex() + " WHERE " + sameKey("f")
                + " ORDER BY f.tenant_id, f.channel, f.msg_key, f.id LIMIT 1) <= " + words.clock()
                + ")"
                + " ORDER BY o.due_at, o.id LIMIT ?" + words.lockRows();
    }

    String take(int rows) {
        return "UPDATE " + tables.outbox() + " SET due_at = " + words.later()
                + ", lease_token = ?, lease_node = ?, attempts = attempts + 1 WHERE id IN (" + marks(rows) + ")";
    }

    /** Takes one if nobody has taken it since it was looked at. */
    String takeUnchanged() {
        return take(1) + " AND lease_token = ? AND attempts = ? AND due_at <= " + words.clock();
    }

    String delete(int rows) {
        return "DELETE FROM " + tables.outbox() + fenced(rows);
    }

    String renew(int rows) {
        return "UPDATE " + tables.outbox() + " SET due_at = " + words.later() + fenced(rows);
    }

    String inHand(int rows) {
        return "SELECT id FROM " + tables.outbox() + fenced(rows);
    }

    String release(int rows) {
        return "UPDATE " + tables.outbox() + " SET lease_token = 0, lease_node = NULL, due_at = " + words.later()
                + ", attempts = ?, last_error = COALESCE(?, last_error)" + fenced(rows);
    }

    String lockOne() {
        return inHand(1) + " FOR UPDATE";
    }

    String copyToParked() {
        return "INSERT INTO " + tables.parked() + " (" + KEPT
                + ", attempts, last_error, parked_at, reason, failure_class) SELECT " + KEPT
                + ", GREATEST(attempts, ?), COALESCE(?, last_error), "
                + words.clock() + ", ?, ? FROM " + tables.outbox() + " WHERE id = ?";
    }

    String blockKey() {
        return block("msg_key") + " AND msg_key IS NOT NULL";
    }

    String blockChannel() {
        return block("NULL");
    }

    private String block(String key) {
        return "INSERT INTO " + tables.block() + " (parked_id, tenant_id, channel, msg_key, since)"
                + " SELECT id, tenant_id, channel, " + key + ", " + words.clock() + " FROM " + tables.outbox()
                + " WHERE id = ?";
    }

    String purgeInbox() {
        return "DELETE FROM " + tables.inbox() + " WHERE processed_at < " + words.earlier();
    }

    // The list of ids is what the index serves; the pairs are the fence.
    private static String fenced(int rows) {
        return " WHERE id IN (" + marks(rows) + ") AND (id, lease_token) IN (" + times(rows, "(?, ?)") + ")";
    }

    // Ordered by all columns of the index of keys: by the id alone H2 would sort all rows of the key.
    private String olderRow() {
        return "COALESCE((SELECT p.id FROM " + tables.outbox() + " p" + words.keyIndex() + " WHERE " + sameKey("p")
                + " AND p.id < o.id ORDER BY p.tenant_id DESC, p.channel DESC, p.msg_key DESC, p.id DESC LIMIT 1), 0)";
    }

    private String blocked() {
        return "EXISTS (SELECT 1 FROM " + tables.block()
                + " b WHERE b.tenant_id = o.tenant_id AND b.channel = o.channel"
                + " AND (b.msg_key IS NULL OR b.msg_key = o.msg_key))";
    }

    private static String sameKey(String row) {
        return row + ".tenant_id = o.tenant_id AND " + row + ".channel = o.channel AND " + row + ".msg_key = o.msg_key";
    }

    static String marks(int count) {
        return times(count, "?");
    }

    private static String times(int count, String item) {
        return String.join(", ", Collections.nCopies(count, item));
    }
}
