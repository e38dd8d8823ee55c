import org.jspecify.annotations.NullMarked;

/**
 * What applications and integrators of Holdfast compile against.
 */
@NullMarked
module io.holdfast.api {
    requires transitive java.sql;
    requires transitive java.transaction.xa;
    requires static transitive jakarta.cdi;
    requires static transitive jakarta.inject;
    requires static transitive jakarta.interceptor;
    requires static transitive org.jspecify;

    exports io.holdfast;
    exports io.holdfast.error;
    exports io.holdfast.outbox;
    exports io.holdfast.outbox.spi;
    exports io.holdfast.spi;
    exports io.holdfast.tenancy;
}
