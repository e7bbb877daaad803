package io.tidings.http;

import io.tidings.refusal.RefusedException;
import io.tidings.telemetry.Telemetry;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Gives what REST refuses, and what the hub throws below it, a problem as its body.
class ProblemMapper {
    private final Telemetry telemetry;

    ProblemMapper(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @ServerExceptionMapper
    Response refusal(WebApplicationException refusal) {
        var response = refusal.getResponse();
        var problem = Problem.of(response.getStatusInfo());
        telemetry.refused(problem.type());
        return Response.fromResponse(response)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    @ServerExceptionMapper
    Response failure(RefusedException failure) {
        var problem = Problem.of(failure).orElseThrow();
        telemetry.refused(problem.type());
        var response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        problem.headers().forEach(response::header);
        return response.build();
    }
}
