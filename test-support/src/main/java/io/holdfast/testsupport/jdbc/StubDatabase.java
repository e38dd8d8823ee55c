package io.holdfast.testsupport.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What lies behind {@code jdbc:stub:<name>}: counters and the script of what fails or hangs.
 *
 * <pre>{@code
 * var database = StubDatabase.named("orders-primary");
 * database.at(CallSite.COMMIT).times(1).fail("57P01");
 * database.at(CallSite.STATEMENT).containing("DISCARD").fail(() -> new SQLException("no", "42501"));
 * try (var hang = database.at(CallSite.CONNECT).hang()) { ... hang.awaitHanging(1); }
 * database.answer("pg_is_in_recovery", true);
 * assertThat(database.count(CallSite.ROLLBACK)).isEqualTo(1);
 * }</pre>
 *
 * <p>Every query gives one row with the number 1, unless {@link #answer} says something else; every update says that
 * it changed one row. While nothing is scripted or recorded a call costs one counter.
 *
 * <p><b>Threading:</b> safe. <b>Lifecycle:</b> lives until {@link #close()}, which forgets the name. The registry is
 * static because a JDBC URL is all that a pool passes on to its driver.
 */
public final class StubDatabase implements AutoCloseable {

    private static final Map<String, StubDatabase> BY_NAME = new ConcurrentHashMap<>();
    private static final Object[] ONE = {1};

    private final String name;
    private final LongAdder[] counters = new LongAdder[CallSite.values().length];
    private final Map<CallSite, List<StubScript>> scripts = new EnumMap<>(CallSite.class);
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder implicitCommits = new LongAdder();
    private volatile Queue<String> recording;

    private StubDatabase(String name) {
        this.name = name;
        for (CallSite site : CallSite.values()) {
            counters[site.ordinal()] = new LongAdder();
            scripts.put(site, new CopyOnWriteArrayList<>());
        }
    }

    /** Returns the database of a name, a new one at the first call. Tests that run in parallel use their own names. */
    public static StubDatabase named(String name) {
        StubDatabase known = BY_NAME.get(name);
        return known != null ? known : BY_NAME.computeIfAbsent(name, StubDatabase::new);
    }

    /** Returns {@code jdbc:stub:<name>}. */
    public String url() {
        return StubDriver.PREFIX + name;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Begins a script for a call; nothing happens before its last word, {@code fail} or {@code hang}. */
    public StubScript at(CallSite site) {
        return new StubScript(script -> scripts.get(site).add(script));
    }

    /**
     * Says what queries answer whose SQL contains a text; the first match counts.
     *
     * @param row the values of the single row
     */
    public void answer(String sqlPart, Object... row) {
        answers.add(new Answer(sqlPart, row));
    }

    /** Returns how often a call was made, failing ones included. */
    public long count(CallSite site) {
        return counters[site.ordinal()].sum();
    }

    /** Returns how often open work was committed by {@code setAutoCommit(true)} instead of {@code commit()}. */
    public long implicitCommits() {
        return implicitCommits.sum();
    }

    /** Returns how many connections are neither closed nor aborted. */
    public int openConnections() {
        return open.get();
    }

    /** Begins to record from an empty list. Recording allocates, so benchmarks leave it off. */
    public void record() {
        recording = new ConcurrentLinkedQueue<>();
    }

    /** Returns what was recorded, in order: SQL as it is, other calls as {@code setSchema(acme)} or {@code commit}. */
    public List<String> recorded() {
        Queue<String> current = recording;
        return current == null ? List.of() : List.copyOf(current);
    }

    /** Forgets scripts, answers, counts and recording; releases who hangs. Open connections stay open. */
    public void reset() {
        clearScripts();
        answers.clear();
        recording = null;
        implicitCommits.reset();
        for (LongAdder counter : counters) {
            counter.reset();
        }
    }

    /** Forgets all scripts and releases who hangs in one of them. */
    public void clearScripts() {
        for (List<StubScript> ofSite : scripts.values()) {
            ofSite.forEach(StubScript::release);
            ofSite.clear();
        }
    }

    /** Releases who hangs and forgets the name: the next {@link #named} makes a new database. */
    @Override
    public void close() {
        clearScripts();
        BY_NAME.remove(name, this);
    }

    Connection connect() throws SQLException {
        enter(CallSite.CONNECT, null, null, 0);
        open.incrementAndGet();
        return new StubConnection(this);
    }

    /** Counts and records a call, and plays the first script that fits. */
    void enter(CallSite site, StubConnection connection, Object detail, int timeoutSeconds) throws SQLException {
        counters[site.ordinal()].increment();
        Queue<String> current = recording;
        if (current != null) {
            current.add(describe(site, detail));
        }
        List<StubScript> ofSite = scripts.get(site);
        if (!ofSite.isEmpty()) {
            play(ofSite, connection, detail, timeoutSeconds);
        }
    }

    private static void play(List<StubScript> scripts, StubConnection connection, Object detail, int timeoutSeconds)
            throws SQLException {
        for (StubScript script : scripts) {
            if (script.takes(detail)) {
                script.play(connection, timeoutSeconds);
                return;
            }
        }
    }

    private static String describe(CallSite site, Object detail) {
        if (site == CallSite.STATEMENT) {
            return String.valueOf(detail);
        }
        return detail == null ? site.method() : site.method() + "(" + detail + ")";
    }

    Object[] rowFor(String sql) {
        if (!answers.isEmpty() && sql != null) {
            for (Answer answer : answers) {
                if (sql.contains(answer.sqlPart())) {
                    return answer.row();
                }
            }
        }
        return ONE;
    }

    void onImplicitCommit() {
        implicitCommits.increment();
    }

    void onConnectionEnded() {
        open.decrementAndGet();
        scripts.values().forEach(ofSite -> ofSite.forEach(StubScript::wake));
    }

    private record Answer(String sqlPart, Object[] row) {}
}
