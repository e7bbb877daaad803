package io.tidings.subscribe;

import io.tidings.delivery.StreamListener;
import io.tidings.delivery.Subscriber;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.event.Selection;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
import jakarta.inject.Singleton;

/// Hands on what lanes tell of their streams: to the counts of subscribers, and to telemetry.
@Singleton
class StreamReports implements StreamListener {
    private final SubscriberCounts counts;
    private final Telemetry telemetry;

    StreamReports(SubscriberCounts counts, Telemetry telemetry) {
        this.counts = counts;
        this.telemetry = telemetry;
    }

    @Override
    public void opened(Subscriber subscriber) {
        telemetry.subscribed();
        counts.add(subscriber.selection().wanted());
    }

    @Override
    public void changed(Subscriber subscriber, Selection before) {
        counts.add(subscriber.selection().wanted());
        counts.remove(before.wanted());
    }

    @Override
    public void closed(Subscriber subscriber, StreamEnd end) {
        telemetry.unsubscribed(end);
        counts.remove(subscriber.selection().wanted());
    }
}
