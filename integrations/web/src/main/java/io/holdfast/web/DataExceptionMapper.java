package io.holdfast.web;

import io.holdfast.error.DataException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers a {@link DataException} that leaves a Jakarta REST resource as {@link HoldfastFilter} answers it elsewhere. Found by the
 * server; where there is no Jakarta REST nobody loads it. A mapper of the application comes first.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> made by the container.
 */
@Provider
@Priority(Priorities.USER + 1000)
public class DataExceptionMapper implements ExceptionMapper<DataException> {

    /** Made by the container. */
    public DataExceptionMapper() {
        // It has no state.
    }

    @Override
    public Response toResponse(DataException failure) {
        return RestAnswers.of(failure);
    }
}
