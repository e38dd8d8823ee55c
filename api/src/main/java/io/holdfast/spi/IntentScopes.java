package io.holdfast.spi;

/**
 * Declares intent around a call: what interceptors use. Provided by Holdfast as a CDI bean.
 *
 * <p><strong>Threading:</strong> scopes are bound to the calling thread, nest, and are closed innermost first.
 *
 * @since 0.1
 */
public interface IntentScopes {

    /**
     * Opens a read scope.
     *
     * @param place the method or code that reads, named in messages
     * @return the open scope
     */
    Scope openRead(String place);

    /**
     * Declares that a method takes part in a transaction that writes. Opens a unit of work if there is none.
     *
     * @param place the method, named in messages
     * @param newTransaction true if the method runs in a transaction of its own, which a surrounding read scope does not make
     *     a read transaction
     * @return the open scope
     */
    Scope openTransactional(String place, boolean newTransaction);

    /** An open scope. */
    interface Scope extends AutoCloseable {

        /**
         * Ends the scope and restores what was before.
         */
        @Override
        void close();
    }
}
