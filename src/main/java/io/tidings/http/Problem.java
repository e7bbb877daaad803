package io.tidings.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// An error as RFC 9457 writes it. The type is a slug, stable for programs; the detail says what to do.
@RegisterForReflection
public record Problem(String type, String title, int status, String detail) {
    /// The media type of a problem.
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /// Until the bad tokens of an address are forgotten.
    private static final Duration PAUSE_OF_BAD_TOKENS = Duration.ofMinutes(1);

    /// What a client learns of its credential (RFC 6750, section 3), by type.
    private static final Map<String, String> CHALLENGES = Map.of(
            Refusal.UNAUTHENTICATED.type(), "Bearer",
            Refusal.AMBIGUOUS_CREDENTIAL.type(), "Bearer error=\"invalid_request\"",
            Refusal.INVALID_TOKEN.type(), "Bearer error=\"invalid_token\"",
            Refusal.FORBIDDEN.type(), "Bearer error=\"insufficient_scope\"");

    /// The problem that a failure means to the caller, if it is one that a caller can do something about.
    static Optional<Problem> of(Throwable failure) {
        return switch (failure) {
            case RefusedException e -> Optional.of(refused(e));
            default -> isOutOfFiles(failure) ? outOfFiles() : Optional.empty();
        };
    }

    /// What cannot be opened may be a jar, for a class that is needed for the first time.
    private static boolean isOutOfFiles(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .anyMatch(cause -> cause instanceof IOException
                        && String.valueOf(cause.getMessage()).contains("Too many open files"));
    }

    private static Optional<Problem> outOfFiles() {
        var status = Status.SERVICE_UNAVAILABLE;
        var detail = "The hub has no file descriptors left. Allow it more (ulimit -n), and try again.";
        return Optional.of(new Problem("log-unavailable", status.getReasonPhrase(), status.getStatusCode(), detail));
    }

    /// The problem of a request that is refused.
    static Problem of(Refusal refusal, String detail) {
        return refused(new RefusedException(refusal, detail));
    }

    /// The problem that a status stands for, when nothing more is known.
    static Problem of(StatusType status) {
        return of(status, advice(status));
    }

    /// The same with words for the case.
    static Problem of(StatusType status, String detail) {
        var title = status.getReasonPhrase();
        return new Problem(slug(title), title, status.getStatusCode(), detail);
    }

    /// True if the same request may succeed later.
    boolean passes() {
        return status == 429 || status == 503;
    }

    /// For how long any attempt would be refused again.
    Duration leastPause() {
        return type.equals(Refusal.TOO_MANY_BAD_TOKENS.type()) ? PAUSE_OF_BAD_TOKENS : Duration.ZERO;
    }

    /// The headers that go with it.
    Map<String, String> headers() {
        if (passes()) {
            return Map.of(
                    "Retry-After", String.valueOf(RETRY_AFTER.plus(leastPause()).toSeconds()));
        }
        return Optional.ofNullable(CHALLENGES.get(type))
                .map(challenge -> Map.of("WWW-Authenticate", challenge))
                .orElse(Map.of());
    }

    private static Problem refused(RefusedException failure) {
        int status = failure.refusal().status();
        // Jakarta REST does not know 422.
        var known = Optional.ofNullable(Status.fromStatusCode(status));
        var title = known.filter(_ -> failure.refusal() != Refusal.INVALID)
                .map(Status::getReasonPhrase)
                .orElseGet(() -> words(failure.type()));
        return new Problem(failure.type(), title, status, failure.detail());
    }

    private static String words(String slug) {
        return slug.substring(0, 1).toUpperCase(Locale.ROOT) + slug.substring(1).replace('-', ' ');
    }

    private static String slug(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
    }

    private static String advice(StatusType status) {
        return switch (status.toEnum()) {
            case Status.BAD_REQUEST -> "The request is malformed: check its host, its path, its headers and its body.";
            case Status.NOT_FOUND -> "Nothing is served here for this request. Check the path and the Accept header.";
            case Status.METHOD_NOT_ALLOWED -> "The Allow header names the methods that this path has: use one of them.";
            case Status.NOT_ACCEPTABLE ->
                "Leave out the Accept header, or accept text/event-stream; /topics/{topic} and /events also have"
                        + " application/json, the history.";
            case Status.REQUEST_ENTITY_TOO_LARGE -> "Send less at once: see tidings.publish.max-batch-size.";
            default -> "The request was not carried out. Correct it before you send it again.";
        };
    }
}
