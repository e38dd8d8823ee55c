package io.holdfast.tck.transaction;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.TransactionManager;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the transaction manager: a bean on Weld SE, a name in servers. */
public final class Managers {

    private static final List<String> NAMES = List.of(
            "java:jboss/TransactionManager", "java:appserver/TransactionManager", "java:comp/TransactionManager");

    private Managers() {}

    static TransactionManager find() throws NamingException {
        var beans = CDI.current().select(TransactionManager.class);
        return beans.isResolvable() ? beans.get() : lookUp();
    }

    /** Where there is no CDI, either. */
    public static TransactionManager lookUp() throws NamingException {
        NamingException last = new NamingException();
        for (String name : NAMES) {
            try {
                return InitialContext.doLookup(name);
            } catch (NamingException e) {
                last = e;
            }
        }
        throw last;
    }
}
