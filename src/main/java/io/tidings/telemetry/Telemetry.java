package io.tidings.telemetry;

/// Told of what happens in the hub. Called from any thread, event loops included: must not block or throw, and takes
/// neither a lock nor memory where something is sent.
public interface Telemetry {
    /// Listens to nothing.
    Telemetry NONE = new Telemetry() {};

    /// A stream to a client has opened.
    default void subscribed() {}

    /// A stream that had opened is over. Called once for each [#subscribed].
    default void unsubscribed(StreamEnd end) {}

    /// A subscriber's connection took no more; it goes on from its cursor when it does.
    default void fellBehind() {}

    /// A client was told of a gap.
    default void toldGap(GapCause cause) {}

    /// Live events went to subscribers in one write each. The first two are sums over all of these
    /// subscribers; the time is since this hub had the first of the events from its log.
    default void delivered(long events, long bytes, long nanos) {}

    /// Events that had been kept before went to one subscriber that catches up.
    default void replayed(long events, long bytes) {}

    /// A request to publish was answered, and its events are kept. The time is since its head was there.
    default void published(long nanos) {}

    /// A batch was kept, or found to be kept already. The time is since it was handed to the log.
    default void appended(long nanos) {}

    /// The log has kept events of this hub in one commit.
    default void committed(int events) {}

    /// A batch was not kept, since its idempotency key was known.
    default void repeated() {}

    /// The log has dropped events. One with several topics counts once for each that drops it.
    default void dropped(int events) {}

    /// A request was refused with a problem of this type.
    default void refused(String type) {}

    /// The connection to Redis was lost, and is there again.
    default void reconnected() {}

    /// The hub takes no more streams, and ends those that it has.
    default void draining() {}
}
