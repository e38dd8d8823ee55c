package io.holdfast.tck.http;

import io.holdfast.error.DataException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** An application that has its own opinion of data errors. */
@Provider
public class TeapotMapper implements ExceptionMapper<DataException> {

    static final int STATUS = 418;

    @Override
    public Response toResponse(DataException failure) {
        return Response.status(STATUS).build();
    }
}
