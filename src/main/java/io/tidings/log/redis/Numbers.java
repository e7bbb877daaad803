package io.tidings.log.redis;

import io.vertx.redis.client.Response;

/// Numbers as Redis and its scripts write them.
final class Numbers {
    private Numbers() {}

    static long of(Response response) {
        return Long.parseLong(response.toString());
    }
}
