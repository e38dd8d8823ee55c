package io.holdfast.tck.http;

import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;

/** The mapper of docs/howto/web.adoc: a commit that failed is answered as any other data error. */
// tag::example[]
@Provider
public class CommitMapper implements ExceptionMapper<RollbackException> {

    @Context
    Providers providers;

    @Override
    public Response toResponse(RollbackException failure) {
        DataException translated = DataErrors.translate(failure, null, FailedCall.COMMIT);
        return providers.getExceptionMapper(DataException.class).toResponse(translated);
    }
}
// end::example[]
