package io.holdfast.tck;

import io.holdfast.ReadOnly;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** One method per way to declare what is about to be done; each runs what it is given. */
@ApplicationScoped
public class Work {

    /** What a method runs. */
    @FunctionalInterface
    public interface Body<T> {

        /** Runs. */
        T run() throws Exception;
    }

    @Transactional
    public <T> T required(Body<T> body) throws Exception {
        return body.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public <T> T requiresNew(Body<T> body) throws Exception {
        return body.run();
    }

    @Transactional(TxType.MANDATORY)
    public <T> T mandatory(Body<T> body) throws Exception {
        return body.run();
    }

    @Transactional(TxType.SUPPORTS)
    public <T> T supports(Body<T> body) throws Exception {
        return body.run();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public <T> T notSupported(Body<T> body) throws Exception {
        return body.run();
    }

    @Transactional(TxType.NEVER)
    public <T> T never(Body<T> body) throws Exception {
        return body.run();
    }

    @ReadOnly
    public <T> T reading(Body<T> body) throws Exception {
        return body.run();
    }

    @ReadOnly
    @Transactional
    public <T> T readTransaction(Body<T> body) throws Exception {
        return body.run();
    }

    @ReadOnly
    @Transactional(TxType.REQUIRES_NEW)
    public <T> T newReadTransaction(Body<T> body) throws Exception {
        return body.run();
    }
}
