package io.tidings.subscribe;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/// Past events of several topics and patterns.
@Path("/events")
@RunOnVirtualThread
public class EventHistoryResource {
    private final HistoryReader reader;

    EventHistoryResource(HistoryReader reader) {
        this.reader = reader;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public History read(@Context RoutingContext request) {
        return reader.read(request);
    }
}
