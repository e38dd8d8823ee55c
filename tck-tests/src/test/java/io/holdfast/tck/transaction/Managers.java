package io.holdfast.tck.transaction;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.TransactionManager;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the transaction manager: a bean on Weld SE, a name in servers. */
final class Managers {

    private Managers() {}

    static TransactionManager find() throws NamingException {
        var beans = CDI.current().select(TransactionManager.class);
        return beans.isResolvable() ? beans.get() : InitialContext.doLookup("java:jboss/TransactionManager");
    }
}
