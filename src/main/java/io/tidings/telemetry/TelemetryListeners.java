package io.tidings.telemetry;

import java.util.List;

/// Tells several listeners, in order.
record TelemetryListeners(List<Telemetry> all) implements Telemetry {
    TelemetryListeners {
        all = List.copyOf(all);
    }

    @Override
    public void subscribed() {
        all.forEach(Telemetry::subscribed);
    }

    @Override
    public void unsubscribed() {
        all.forEach(Telemetry::unsubscribed);
    }

    @Override
    public void fellBehind() {
        all.forEach(Telemetry::fellBehind);
    }
}
