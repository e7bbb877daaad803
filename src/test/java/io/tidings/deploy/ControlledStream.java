package io.tidings.deploy;

import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser.Message;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;

/// An open stream and the id by which it can be changed.
record ControlledStream(RawResponse stream, String id) implements AutoCloseable {
    static ControlledStream open(URI target, String token) throws IOException {
        var stream = RawResponse.of("GET", target, "Accept: text/event-stream", "Authorization: Bearer " + token);
        if (!stream.statusLine().contains(" 200 ")) {
            throw new IOException(stream.statusLine());
        }
        return new ControlledStream(stream, new JsonObject(stream.message().data()).getString("stream"));
    }

    /// The data of the next event of a type.
    JsonObject next(String type) throws IOException {
        while (true) {
            Message message = stream.message();
            if (message.type().equals(type)) {
                return new JsonObject(message.data());
            }
        }
    }

    /// Waits until it is over.
    void awaitEnd() throws IOException {
        try {
            stream.rest();
        } catch (EOFException _) {
            // The connection is gone.
        }
    }

    /// Where it is changed and ended.
    String path() {
        return "/streams/" + id;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
