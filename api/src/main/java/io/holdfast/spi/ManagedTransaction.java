package io.holdfast.spi;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a transaction manager, as far as the routing engine needs it. Speaks no type of Jakarta Transactions, so
 * that the engine works where they are absent.
 *
 * <p><strong>Threading:</strong> used by the thread the transaction is bound to, except for the callbacks, which a transaction
 * manager may make from another one after a time-out. Two instances for one transaction are equal in {@link #key()}.
 *
 * @since 0.1
 */
public interface ManagedTransaction {

    /**
     * What identifies the transaction.
     *
     * @return a key with the equality of the transaction
     */
    Object key();

    /**
     * Tells whether work may still be added.
     *
     * @return true while active, or while synchronizations run before completion; false once marked for rollback or finished
     */
    boolean isActive();

    /**
     * What this transaction was told to remember.
     *
     * @param name the key
     * @return the value, or null
     */
    @Nullable Object attribute(Object name);

    /**
     * Makes the transaction remember something until it ends.
     *
     * @param name the key
     * @param value the value
     */
    void attribute(Object name, Object value);

    /**
     * Makes a local transaction of a database part of this one. It cannot vote: where the transaction has a second resource, it
     * is rolled back.
     *
     * @param resource the local transaction
     * @throws SQLException if the transaction manager refuses; the transaction is then marked for rollback
     */
    void enlist(LocalResource resource) throws SQLException;

    /**
     * Asks to be told about the end of the transaction.
     *
     * @param completion what to call
     * @throws SQLException if it is too late for that
     */
    void onCompletion(Completion completion) throws SQLException;

    /**
     * Makes sure that the transaction can only roll back.
     */
    void markRollbackOnly();

    /** The local transaction of one connection. */
    interface LocalResource {

        /**
         * Names the resource for messages: data source and tenant, never an address.
         *
         * @return the name
         */
        String description();

        /**
         * Commits. Not followed by {@link #rollback()} if it fails: the end of the transaction comes next.
         *
         * @throws SQLException if it did not, or if the outcome is unknown; what {@link io.holdfast.error.DataErrors} makes of
         *     it decides which of the two the caller of the transaction gets to hear
         */
        void commit() throws SQLException;

        /**
         * Rolls back. After a time-out called by a thread of the transaction manager, while another one may use the connection.
         *
         * @throws SQLException if the connection is not clean afterwards
         */
        void rollback() throws SQLException;
    }

    /** Hears of the end of a transaction. */
    interface Completion {

        /**
         * The transaction is about to be committed. Not called before a rollback.
         *
         * @throws RuntimeException to have it rolled back
         */
        default void beforeCompletion() {}

        /**
         * The transaction has ended. No database work belongs here.
         *
         * @param committed true if it is known to be committed; false if it was rolled back or nobody knows, because the
         *     answer to the commit got lost
         */
        void afterCompletion(boolean committed);
    }
}
