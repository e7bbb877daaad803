package io.tidings.redis;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What Redis refuses, and what to do about it.
public enum RedisFailure {
    OOM("it is full: raise its maxmemory, or keep less (tidings.log.max-size)"),
    MISCONF("it cannot write its files: see its log"),
    READONLY("it is a replica: name the primary (quarkus.redis.hosts), or let Sentinel find it"),
    NOREPLICAS("too few of its replicas follow it: start them"),
    LOADING("it loads its data and will soon be there"),
    NOAUTH("it asks for a password (quarkus.redis.password)"),
    WRONGPASS("it takes another password (quarkus.redis.password)"),
    NOPERM("its user may not do this: allow it what docs/configuration.md asks for"),
    WRONGTYPE("a key of the log holds something else: rename or delete that key, or set tidings.log.redis.prefix"),
    UNKNOWN("it does not know a command: tidings.log.redis.wait-for=disk needs Redis 7.2 or Valkey"),
    OTHER("it refused what it was asked");

    private final String advice;

    RedisFailure(String advice) {
        this.advice = advice;
    }

    /// What the client puts before each error of several commands that were sent together.
    private static final Pattern PLACE = Pattern.compile("^ERR \\[\\d+] ");

    /// How an error begins that Redis has sent; what the client makes of a broken connection looks otherwise.
    private static final Pattern CODE = Pattern.compile("^([A-Z]+|unknown command) ");

    /// What Redis 7 says, under a code that means nothing, of a command in a script that the user may not run.
    private static final String DENIED_IN_SCRIPT = "The user executing the script can't";

    /// The exception to throw for a failed call.
    static RuntimeException of(Throwable cause) {
        var message = PLACE.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
        if (!(cause instanceof ErrorType) || !CODE.matcher(message).find()) {
            return new LostConnectionException("the connection to Redis broke", cause);
        }
        if (message.startsWith("NOSCRIPT")) {
            return new UnknownScriptException(cause);
        }
        return new RedisUnavailableException(explain(message), cause);
    }

    /// The exception for what Redis said to a script.
    public static RedisUnavailableException refusal(String message) {
        return new RedisUnavailableException(explain(message));
    }

    private static String explain(String message) {
        var trouble = Arrays.stream(values())
                .filter(known -> message.toUpperCase(Locale.ROOT).startsWith(known.name()))
                .findFirst()
                .orElse(message.contains(DENIED_IN_SCRIPT) ? NOPERM : OTHER);
        return "cannot use Redis: " + trouble.advice + " (" + message.strip() + ")";
    }
}
