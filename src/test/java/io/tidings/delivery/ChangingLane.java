package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A lane with one stream whose topics change, in an order that a seed decides.
final class ChangingLane {
    private static final List<String> TOPICS = List.of("a", "a/1", "a/2", "b");
    private static final List<String> PATTERNS = List.of("a", "a/1", "a/2", "b", "a/*", "a/**", "**", "c");
    private static final int PAGE_BYTES = 1_000_000;

    private final Random random;
    private final Steps steps;
    private final LaggingTail log;
    private final Lane lane;
    private final List<Event> kept = new ArrayList<>();
    private final ChangingClient client;
    private final Subscriber subscriber;
    private EventId newest = EventId.ZERO;
    private boolean over;

    ChangingLane(long seed) {
        random = new Random(seed);
        steps = new Steps(seed);
        log = new LaggingTail(
                new MemoryEventLog(
                        InstantSource.system(),
                        Retention.ofEach(10_000, Duration.ofDays(1)),
                        new IdempotencyLimits(Duration.ofMinutes(1), 1)),
                steps.loop("tail"),
                () -> !over && random.nextInt(20) == 0);
        var loop = steps.loop("event loop");
        var pageReader = new PageReader(
                log, steps.threads("readers"), new PageLimit(3, PAGE_BYTES), PAGE_BYTES, new Budget(10 * PAGE_BYTES));
        publish();
        steps.runToEnd();
        lane = FanOut.start(
                        log,
                        Tracing.OFF,
                        start -> List.of(new Lane(
                                loop,
                                pageReader,
                                new WindowLimits(1 + random.nextInt(6), 1_000_000),
                                StreamListener.NONE,
                                Telemetry.NONE,
                                start)))
                .lanes()
                .getFirst();
        var wanted = patterns();
        client = new ChangingClient(wanted);
        boolean isFromBeginning = random.nextBoolean();
        var start = isFromBeginning ? EventId.ZERO : kept.getLast().id();
        subscriber = new Subscriber(
                Selection.of(wanted),
                isFromBeginning ? new Cursor.Beginning() : new Cursor.After(start),
                NativeFormat.ENVELOPE,
                client.stream());
        subscriber.prepareForChanges("name", Optional.empty());
        client.begins(start);
        lane.add(() -> Optional.of(subscriber));
    }

    void play() {
        for (int i = 0; i < 60; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> publish();
                case 2 -> change();
                case 3 -> toggle();
                case 4 -> lane.beat(2);
                case 5 -> renew();
                default -> steps.run(random.nextInt(6));
            }
        }
        settle();
        client.check(kept);
    }

    private Patterns patterns() {
        return Patterns.of(Stream.generate(() -> PATTERNS.get(random.nextInt(PATTERNS.size())))
                .limit(random.nextInt(3))
                .toArray(String[]::new));
    }

    private void publish() {
        var drafts = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> draft())
                .toList();
        var ids = log.append(Batch.of(drafts.toArray(Draft[]::new)));
        for (int i = 0; i < ids.size(); i++) {
            kept.add(drafts.get(i).keptAs(ids.get(i)));
        }
    }

    private Draft draft() {
        var topics = Stream.generate(() -> new Topic(TOPICS.get(random.nextInt(TOPICS.size()))))
                .limit(1 + random.nextInt(2))
                .distinct()
                .toList();
        return new Draft(topics, Optional.empty(), Utf8.of("x"), OptionalLong.empty(), Visibility.PUBLIC);
    }

    /// The lane was offered everything up to its position, if it is live; what it reads from the log may be ahead.
    private void change() {
        var change = new TopicChange(patterns(), patterns(), replay());
        lane.changes()
                .change(subscriber, _ -> {
                    newest = EventId.max(
                            lane.head(), subscriber.position(lane.head()).orElse(EventId.ZERO));
                    return change;
                })
                .whenComplete((changed, _) -> {
                    if (changed != null && changed.isPresent()) {
                        client.changed(change, newest);
                    }
                });
    }

    private Cursor replay() {
        return switch (random.nextInt(5)) {
            case 0 -> new Cursor.Beginning();
            case 1 -> Cursor.Latest.START;
            case 2 -> new Cursor.After(kept.get(random.nextInt(kept.size())).id());
            default -> new Cursor.Now();
        };
    }

    /// The same topics, shown to be granted by another token.
    private void renew() {
        lane.changes().renew(subscriber, () -> Patterns.ALL);
    }

    private void toggle() {
        steps.loop("event loop").execute(() -> {
            if (client.stream().isFull()) {
                client.stream().drain();
            } else {
                client.stream().fill();
            }
        });
    }

    private void settle() {
        over = true;
        steps.loop("event loop").execute(() -> client.stream().drain());
        steps.runToEnd();
        lane.beat(1_000);
        steps.runToEnd();
    }
}
