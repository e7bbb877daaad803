package io.tidings.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Gives what REST refuses a problem as its body; status and headers stay.
@Provider
public class ProblemMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException refusal) {
        var response = refusal.getResponse();
        return Response.fromResponse(response)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(response.getStatusInfo()))
                .build();
    }
}
