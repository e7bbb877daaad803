package io.tidings.demo;

import io.smallrye.mutiny.Multi;
import io.tidings.memory.ClientShares;
import io.tidings.request.ClientAddress;
import io.tidings.server.EndlessAnswer;
import io.tidings.server.SpentHead;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.format.DateTimeFormatter;
import org.jboss.resteasy.reactive.ResponseHeader;

/// The clock: an event at once, then one every interval.
@Path("/talk")
public class TalkResource {
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final TalkTicker ticker;
    private final ClientShares shares;

    TalkResource(TalkTicker ticker, ClientShares shares) {
        this.ticker = ticker;
        this.shares = shares;
    }

    /// The stream.
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-cache")
    public Multi<OutboundSseEvent> listen(@Context Sse sse, @Context RoutingContext request) {
        int remainder = SpentHead.remainder(request.request());
        EndlessAnswer.begin(request);
        var share = shares.of(ClientAddress.of(request.request()));
        return ticker.ticks(share, request.response()::closed, remainder)
                .map(time -> event(sse, LOCAL_TIME.format(time)));
    }

    private static OutboundSseEvent event(Sse sse, String time) {
        return sse.newEventBuilder().id(time).data("new server event " + time).build();
    }
}
