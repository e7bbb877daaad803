package io.tidings.http;

import io.tidings.auth.ForbiddenException;
import io.tidings.auth.UnauthenticatedException;
import io.tidings.event.InvalidEventException;
import io.tidings.event.TooLargeException;
import io.tidings.event.TooManyEventsException;
import io.tidings.log.LogUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Gives what REST refuses, and what the hub throws below it, a problem as its body.
class ProblemMapper {
    @ServerExceptionMapper
    Response refusal(WebApplicationException refusal) {
        var response = refusal.getResponse();
        return Response.fromResponse(response)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(response.getStatusInfo()))
                .build();
    }

    @ServerExceptionMapper({
        InvalidEventException.class,
        TooLargeException.class,
        TooManyEventsException.class,
        UnauthenticatedException.class,
        ForbiddenException.class,
        LogUnavailableException.class
    })
    Response failure(RuntimeException failure) {
        var problem = Problem.of(failure).orElseThrow();
        var response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        problem.headers().forEach(response::header);
        return response.build();
    }
}
