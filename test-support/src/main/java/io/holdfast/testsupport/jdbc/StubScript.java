package io.holdfast.testsupport.jdbc;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What shall happen at one kind of call: {@code database.at(site).containing(..).times(..).fail(..)}.
 *
 * <p><b>Threading:</b> built by one thread; played by any.
 */
public final class StubScript {

    private final Consumer<StubScript> registry;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private String part;
    private Supplier<? extends Throwable> failure;
    private StubHang hang;

    StubScript(Consumer<StubScript> registry) {
        this.registry = registry;
    }

    /** Only calls whose SQL or argument contains this text. */
    public StubScript containing(String text) {
        part = text;
        return this;
    }

    /** Only so many calls; without this, all of them. */
    public StubScript times(int calls) {
        left.set(calls);
        return this;
    }

    /** From now on the call throws an {@code SQLException} with this SQLSTATE, a new one each time. */
    public void fail(String sqlState) {
        fail(() -> new SQLException("scripted failure " + sqlState, sqlState));
    }

    /** From now on the call throws what the supplier gives: an {@code SQLException} or something unchecked. */
    public void fail(Supplier<? extends Throwable> supplier) {
        failure = supplier;
        registry.accept(this);
    }

    /** From now on the call hangs, until released. */
    public StubHang hang() {
        hang = new StubHang();
        registry.accept(this);
        return hang;
    }

    /** Tells whether this script plays now, and uses up one time if so. */
    boolean takes(Object detail) {
        if (part != null && !String.valueOf(detail).contains(part)) {
            return false;
        }
        return left.getAndUpdate(calls -> calls == Integer.MAX_VALUE ? calls : Math.max(0, calls - 1)) > 0;
    }

    void play(StubConnection connection, int timeoutSeconds) throws SQLException {
        if (hang != null) {
            hang.hang(connection, timeoutSeconds);
            return;
        }
        Throwable thrown = failure.get();
        if (thrown instanceof SQLException e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException("A script can throw SQLException and unchecked ones only", thrown);
    }

    void release() {
        if (hang != null) {
            hang.release();
        }
    }

    void wake() {
        if (hang != null) {
            hang.wake();
        }
    }
}
