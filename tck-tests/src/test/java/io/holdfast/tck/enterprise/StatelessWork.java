package io.holdfast.tck.enterprise;

import io.holdfast.ReadOnly;
import io.holdfast.tck.Work.Body;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Transactions that the EJB container opens: no interceptor of Holdfast sees them. */
@Stateless
public class StatelessWork {

    public <T> T required(Body<T> body) throws Exception {
        return body.run();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> T requiresNew(Body<T> body) throws Exception {
        return body.run();
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public <T> T notSupported(Body<T> body) throws Exception {
        return body.run();
    }

    @ReadOnly
    public <T> T readingRequired(Body<T> body) throws Exception {
        return body.run();
    }

    @ReadOnly
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public <T> T reading(Body<T> body) throws Exception {
        return body.run();
    }
}
