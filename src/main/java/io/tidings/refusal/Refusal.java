package io.tidings.refusal;

import java.util.Locale;

/// The reasons for which the hub refuses a request, each with the HTTP status of the answer.
public enum Refusal {
    /// Something in the request is not allowed there.
    INVALID(400),
    /// It is not clear which credential the request shows.
    AMBIGUOUS_CREDENTIAL(400),
    /// The request shows no credential, and one is needed.
    UNAUTHENTICATED(401),
    /// The credential is not good.
    INVALID_TOKEN(401),
    /// The credential does not grant this.
    FORBIDDEN(403),
    /// A page of another origin may not do this with the cookie of the hub.
    FOREIGN_ORIGIN(403),
    /// There is no open stream of this id that the caller may change.
    UNKNOWN_STREAM(404),
    /// Nobody is counted as present on the topic.
    NO_PRESENCE(404),
    /// The request is larger than the hub takes.
    TOO_LARGE(413),
    /// An idempotency key stands for something else already.
    REUSED_KEY(422),
    /// The client's address has shown too many credentials that are not good.
    TOO_MANY_BAD_TOKENS(429),
    /// More events than may be published in a while.
    TOO_MANY_EVENTS(429),
    /// A stream was changed too often within a second.
    TOO_MANY_CHANGES(429),
    /// The hub, or this client, has as many streams open as it may.
    TOO_MANY_STREAMS(429),
    /// The hub is stopping and opens no more streams.
    DRAINING(503),
    /// The memory budget has no room; other clients hold it.
    OUT_OF_MEMORY(503),
    /// A stream cannot be changed before it was sent what it was to get before.
    STREAM_BUSY(503),
    /// The node that serves a stream does not answer.
    REPLICA_UNAVAILABLE(503),
    /// The credential cannot be verified, since its issuer has not answered yet.
    ISSUER_UNAVAILABLE(503),
    /// The log cannot do this now.
    LOG_UNAVAILABLE(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /// The status of HTTP.
    public int status() {
        return status;
    }

    /// The name in error responses, stable for programs, such as `too-large`.
    public String type() {
        return slug(this);
    }

    /// The name of a constant in lower case, with hyphens.
    static String slug(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
