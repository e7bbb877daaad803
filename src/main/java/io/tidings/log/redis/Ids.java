package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.vertx.redis.client.Response;

/// Event ids as Redis writes them.
final class Ids {
    /// After all that there will ever be.
    static final EventId LAST = new EventId(Long.MAX_VALUE, 0);

    private Ids() {}

    static EventId of(Response response) {
        return of(response.toString());
    }

    static EventId of(String text) {
        int dash = text.indexOf('-');
        return new EventId(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }
}
