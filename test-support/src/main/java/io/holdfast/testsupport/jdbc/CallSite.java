package io.holdfast.testsupport.jdbc;

/** A call that the stub driver counts and that can be made to fail or hang. */
public enum CallSite {
    /** {@code Driver.connect}. */
    CONNECT("connect"),
    /** Preparing a statement. */
    PREPARE("prepare"),
    /** Executing a statement or a batch, prepared or not; recorded as its SQL. */
    STATEMENT("execute"),
    /** {@code ResultSet.next}. */
    FETCH("next"),
    /** {@code Connection.commit}. */
    COMMIT("commit"),
    /** {@code Connection.rollback}, also to a savepoint. */
    ROLLBACK("rollback"),
    /** {@code Connection.close}; a second close of the same connection does not count. */
    CLOSE("close"),
    /** {@code Connection.abort}. */
    ABORT("abort"),
    /** {@code Connection.isValid}; a scripted {@code SQLException} makes it answer {@code false}. */
    IS_VALID("isValid"),
    /** {@code Connection.setAutoCommit}. */
    SET_AUTO_COMMIT("setAutoCommit"),
    /** {@code Connection.setReadOnly}. */
    SET_READ_ONLY("setReadOnly"),
    /** {@code Connection.setSchema}. */
    SET_SCHEMA("setSchema"),
    /** {@code Connection.setCatalog}. */
    SET_CATALOG("setCatalog"),
    /** {@code Connection.setTransactionIsolation}. */
    SET_ISOLATION("setTransactionIsolation"),
    /** {@code Connection.setNetworkTimeout}. */
    SET_NETWORK_TIMEOUT("setNetworkTimeout");

    private final String method;

    CallSite(String method) {
        this.method = method;
    }

    String method() {
        return method;
    }
}
