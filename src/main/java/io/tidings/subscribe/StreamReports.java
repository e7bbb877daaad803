package io.tidings.subscribe;

import io.tidings.delivery.StreamListener;
import io.tidings.delivery.Subscriber;
import io.tidings.delivery.SubscriberCounts;
import io.tidings.event.Selection;
import io.tidings.presence.PresentStreams;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
import jakarta.inject.Singleton;

/// Hands on what lanes tell of their streams: to the counts of subscribers, to presence, and to telemetry.
@Singleton
class StreamReports implements StreamListener {
    private final SubscriberCounts counts;
    private final PresentStreams present;
    private final Telemetry telemetry;

    StreamReports(SubscriberCounts counts, PresentStreams present, Telemetry telemetry) {
        this.counts = counts;
        this.present = present;
        this.telemetry = telemetry;
    }

    @Override
    public void opened(Subscriber subscriber) {
        telemetry.subscribed();
        counts.add(subscriber.selection().wanted());
        present.opened(subscriber);
    }

    @Override
    public void changed(Subscriber subscriber, Selection before) {
        counts.add(subscriber.selection().wanted());
        counts.remove(before.wanted());
        present.changed(subscriber, before);
    }

    @Override
    public void closed(Subscriber subscriber, StreamEnd end) {
        telemetry.unsubscribed(end);
        counts.remove(subscriber.selection().wanted());
        present.closed(subscriber, end);
    }
}
