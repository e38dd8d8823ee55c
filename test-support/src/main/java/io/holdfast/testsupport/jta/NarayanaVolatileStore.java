package io.holdfast.testsupport.jta;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;

/**
 * Makes Narayana keep its log in memory, so that no {@code ObjectStore} folder appears in the working directory, and open no
 * port.
 *
 * <p><strong>Threading:</strong> call {@link #use()} before the first transaction of the JVM; calling it again does no harm.
 */
public final class NarayanaVolatileStore {
    private NarayanaVolatileStore() {}

    /** Sets Narayana up. */
    public static void use() {
        String store = VolatileStore.class.getName();
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreType(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore")
                .setObjectStoreType(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "stateStore")
                .setObjectStoreType(store);
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setTransactionStatusManagerEnable(false);
    }
}
