package io.tidings.redis;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why Redis is not reached, and what to do about it: in words, whatever the client calls its exceptions.
enum Unreachable {
    REFUSED("Connection refused", "connection refused", "start it, or correct quarkus.redis.hosts"),
    SILENT("timed out", "no answer in time", "start it, let connections pass to it, or correct quarkus.redis.hosts"),
    UNKNOWN_HOST("UnknownHost", "unknown host", "correct quarkus.redis.hosts, or the name service"),
    NO_ROUTE("o route to host", "no route to it", "let connections pass to it, or correct quarkus.redis.hosts"),
    NO_TLS("SSL", "no TLS connection", "use rediss:// only for a server with TLS, and trust its certificate"),
    OTHER("", "connection lost", "see its log, and check quarkus.redis.hosts");

    /// What the JDK and the client call a socket's address: `redis.internal/10.0.0.3:6379`.
    private static final Pattern ADDRESS = Pattern.compile("([\\w.-]*)/(\\[[^]\\s]+]|[0-9.]+|<unresolved>):(\\d+)");

    private static final int DEEPEST_CAUSE = 10;

    private final String sign;
    private final String words;
    private final String advice;

    Unreachable(String sign, String words, String advice) {
        this.sign = sign;
        this.words = words;
        this.advice = advice;
    }

    /// The exception to throw, for what the client failed with.
    static RedisUnavailableException because(LostConnectionException failure) {
        var all = Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .map(Throwable::toString)
                .collect(Collectors.joining(" "));
        var known = Arrays.stream(values())
                .filter(each -> all.contains(each.sign))
                .findFirst()
                .orElse(OTHER);
        return new RedisUnavailableException(
                "cannot connect to Redis%s (%s): %s".formatted(address(all), known.words, known.advice), failure);
    }

    private static String address(String text) {
        var address = ADDRESS.matcher(text);
        if (!address.find()) {
            return "";
        }
        var host = address.group(1).isEmpty() ? address.group(2) : address.group(1);
        return " at " + host + ":" + address.group(3);
    }
}
