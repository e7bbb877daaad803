package io.tidings.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidings.telemetry.GapCause;
import io.tidings.telemetry.OpenStreamCount;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/// Counts what is told. Each counter is there from the start, with every value of its labels.
@Singleton
class Meters implements Telemetry {
    private final OpenStreamCount open;
    private final Counter opened;
    private final Labelled<StreamEnd> closed;
    private final Counter fellBehind;
    private final Labelled<GapCause> gaps;
    private final Counter live;
    private final Counter replayed;
    private final Counter deliveredBytes;
    private final Timer delivery;
    private final Timer publish;
    private final Timer append;
    private final Counter publishedEvents;
    private final DistributionSummary commits;
    private final Counter repeated;
    private final Counter trimmed;
    private final Refusals refusals;
    private final Counter reconnects;
    private volatile boolean draining;

    Meters(MeterRegistry registry, OpenStreamCount open) {
        this.open = open;
        opened = counter("tidings.streams.opened", "Streams that were opened.", registry);
        closed = new Labelled<>(
                "tidings.streams.closed",
                "Streams that are over, by why: the client left, its holder or an operator ended it, the hub stopped,"
                        + " the token ended, or the hub needed"
                        + " the memory that it held for a client which did not read.",
                "reason",
                StreamEnd.class,
                registry);
        fellBehind = counter(
                "tidings.fell.behind",
                "How often a stream's connection took no more, so that it read on from the log later.",
                registry);
        gaps = new Labelled<>(
                "tidings.gaps",
                "Gaps that clients were told of, by cause: the log had dropped events after the client's cursor, or"
                        + " did not know the cursor, or the client asked with since for more than the log has.",
                "cause",
                GapCause.class,
                registry);
        live = deliveries("live", registry);
        replayed = deliveries("replay", registry);
        deliveredBytes = Counter.builder("tidings.delivered.bytes")
                .baseUnit("bytes")
                .description("Bytes of events handed to the connections of subscribers.")
                .register(registry);
        delivery = Buckets.timer(
                "tidings.delivery",
                "Time from when this hub had an event from its log until it was handed to the sockets of all live"
                        + " subscribers that want the same topics. Recorded once for each such write batch.",
                registry);
        publish = Buckets.timer(
                "tidings.publish", "Time from the head of a request to publish until its answer.", registry);
        append = Buckets.timer("tidings.append", "Time for which a batch of events waited for the log.", registry);
        publishedEvents = counter("tidings.events.published", "Events that this hub has added to the log.", registry);
        commits = DistributionSummary.builder("tidings.commit.events")
                .description("Events that were made durable together.")
                .serviceLevelObjectives(1, 2, 5, 10, 50, 100, 500, 1_000)
                .register(registry);
        repeated = counter(
                "tidings.idempotent.hits",
                "Batches that were not kept again, since their idempotency keys were known.",
                registry);
        trimmed = counter(
                "tidings.trimmed",
                "Events that retention or a request has dropped. One with several topics counts for each.",
                registry);
        refusals = new Refusals(registry);
        reconnects = counter(
                "tidings.redis.reconnects",
                "How often the hub followed Redis again after it had lost the connection.",
                registry);
        Gauges.of(
                "tidings.draining",
                "1 while the hub ends its streams to stop, otherwise 0.",
                registry,
                () -> draining ? 1 : 0);
    }

    private static Counter counter(String name, String help, MeterRegistry registry) {
        return Counter.builder(name).description(help).register(registry);
    }

    private static Counter deliveries(String kind, MeterRegistry registry) {
        return Counter.builder("tidings.deliveries")
                .description("Events handed to the connections of subscribers: live, or while they caught up.")
                .tag("kind", kind)
                .register(registry);
    }

    @Override
    public void subscribed() {
        open.opened();
        opened.increment();
    }

    @Override
    public void unsubscribed(StreamEnd end) {
        open.closed();
        closed.increment(end);
    }

    @Override
    public void fellBehind() {
        fellBehind.increment();
    }

    @Override
    public void toldGap(GapCause cause) {
        gaps.increment(cause);
    }

    @Override
    public void delivered(long events, long bytes, long nanos) {
        live.increment((double) events);
        deliveredBytes.increment((double) bytes);
        delivery.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void replayed(long events, long bytes) {
        replayed.increment((double) events);
        deliveredBytes.increment((double) bytes);
    }

    @Override
    public void published(long nanos) {
        publish.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void appended(long nanos) {
        append.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void committed(int events) {
        publishedEvents.increment(events);
        commits.record(events);
    }

    @Override
    public void repeated() {
        repeated.increment();
    }

    @Override
    public void dropped(int events) {
        trimmed.increment(events);
    }

    @Override
    public void refused(String type) {
        refusals.count(type);
    }

    @Override
    public void reconnected() {
        reconnects.increment();
    }

    @Override
    public void draining() {
        draining = true;
    }
}
