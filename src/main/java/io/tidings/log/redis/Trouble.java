package io.tidings.log.redis;

import io.tidings.log.LogUnavailableException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Arrays;

/// What Redis refuses, and what to do about it.
enum Trouble {
    OOM("it is full: raise its maxmemory, or keep less (tidings.log.max-size)"),
    MISCONF("it cannot write its files: see its log"),
    READONLY("it is a replica: name the primary (quarkus.redis.hosts), or let Sentinel find it"),
    NOREPLICAS("too few of its replicas follow it: start them"),
    LOADING("it loads its data and will soon be there"),
    NOAUTH("it asks for a password (quarkus.redis.password)"),
    WRONGPASS("it takes another password (quarkus.redis.password)"),
    NOPERM("its user may not do this: see the key layout and the scripts, and allow them"),
    OTHER("it refused what it was asked");

    private final String advice;

    Trouble(String advice) {
        this.advice = advice;
    }

    /// The exception to throw for a failed call.
    static RuntimeException of(Throwable cause) {
        if (!(cause instanceof ErrorType)) {
            return new LostConnectionException("no connection to Redis", cause);
        }
        var message = String.valueOf(cause.getMessage());
        if (message.contains("CONNECTION_CLOSED")) {
            return new LostConnectionException("the connection to Redis broke", cause);
        }
        if (message.contains("NOSCRIPT")) {
            return new UnknownScriptException(cause);
        }
        var trouble = Arrays.stream(values())
                .filter(known -> message.contains(known.name()))
                .findFirst()
                .orElse(OTHER);
        return new LogUnavailableException("cannot use Redis: " + trouble.advice + " (" + message.strip() + ")", cause);
    }
}
