package io.tidings.telemetry;

import java.util.List;

/// Told of what happens. Called from any thread, event loops included: must not block or throw.
public interface Telemetry {
    /// Listens to nothing.
    Telemetry NONE = new Telemetry() {};

    /// One that tells all of these.
    static Telemetry of(List<Telemetry> listeners) {
        return listeners.size() == 1 ? listeners.getFirst() : new TelemetryListeners(listeners);
    }

    /// A stream to a client has opened.
    default void subscribed() {}

    /// A stream that had opened is over, whoever ended it. Called once for each [#subscribed].
    default void unsubscribed() {}

    /// A subscriber's connection took no more; it goes on from its cursor when it does.
    default void fellBehind() {}
}
