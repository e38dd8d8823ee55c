package io.holdfast.tck.enterprise;

import io.holdfast.tck.Work.Body;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.UserTransaction;

/** Transactions that a bean opens itself, with what the server gives it. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class BeanManagedWork {

    @Resource
    private UserTransaction transaction;

    public <T> T committed(Body<T> body) throws Exception {
        transaction.begin();
        T result = body.run();
        transaction.commit();
        return result;
    }

    public <T> T rolledBack(Body<T> body) throws Exception {
        transaction.begin();
        T result = body.run();
        transaction.rollback();
        return result;
    }
}
