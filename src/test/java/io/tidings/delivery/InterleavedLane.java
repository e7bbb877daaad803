package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Place;
import io.tidings.memory.Use;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A lane with its log, its readers and its clients, which act in an order that a seed decides.
final class InterleavedLane {
    private static final List<String> TOPICS = List.of("a", "a/1", "a/2", "b");
    private static final IdempotencyLimits NO_KEYS = new IdempotencyLimits(Duration.ofMinutes(1), 1);

    private static final int PAGE_BYTES = 1_000_000;

    private final Random random;
    private final Steps steps;
    private final LaggingTail log;
    private final Lane lane;
    private final List<Event> kept = new ArrayList<>();
    private final InterleavedClients clients;
    private final Budget budget = new Budget(4 * PAGE_BYTES - 1);
    private final List<Place> places = new ArrayList<>();
    private @Nullable Hold others;
    private final Executor elsewhere;
    private boolean over;

    InterleavedLane(long seed, int retained) {
        random = new Random(seed);
        steps = new Steps(seed);
        var loop = steps.loop("event loop");
        var threads = steps.threads("clients");
        elsewhere = steps.threads("elsewhere");
        log = new LaggingTail(
                new MemoryEventLog(InstantSource.system(), Retention.ofEach(retained, Duration.ofDays(1)), NO_KEYS),
                steps.loop("tail"),
                () -> !over && random.nextInt(10) == 0);
        var pageReader =
                new PageReader(log, steps.threads("readers"), new PageLimit(3, PAGE_BYTES), PAGE_BYTES, budget);
        var limits = new WindowLimits(1 + random.nextInt(6), 1_000_000);
        // There is always something, so one page has no room because it is the only one.
        budget.tryTake(Use.SENDING, 1);
        lane = FanOut.start(
                        log,
                        Tracing.OFF,
                        start ->
                                List.of(new Lane(loop, pageReader, limits, StreamListener.NONE, Telemetry.NONE, start)))
                .lanes()
                .getFirst();
        clients = new InterleavedClients(random, lane, loop, threads, kept);
    }

    void play() {
        publish();
        for (int i = 0; i < 80; i++) {
            switch (random.nextInt(17)) {
                case 0 -> clients.subscribe();
                case 1 -> clients.toggle();
                case 2, 3 -> publish();
                case 4 -> log.trim();
                case 5 -> lane.beat(2);
                case 6 -> log.drop(topic());
                case 7 -> lane.streams().close(1 + random.nextInt(3));
                case 8 -> squeeze();
                case 9 -> clients.cut();
                case 10 -> clients.change();
                case 11 -> queueUp();
                case 12 -> clients.end();
                case 13 -> clients.expire();
                default -> steps.run(random.nextInt(5));
            }
        }
        settle();
        clients.checkAll(new InterleavedCheck(kept, log));
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
        var visibility = random.nextInt(3) == 0 ? Visibility.PRIVATE : Visibility.PUBLIC;
        var topics = Stream.generate(this::topic)
                .limit(1 + random.nextInt(2))
                .distinct()
                .toList();
        return new Draft(topics, Optional.empty(), Utf8.of("x"), OptionalLong.empty(), visibility);
    }

    private Topic topic() {
        return new Topic(TOPICS.get(random.nextInt(TOPICS.size())));
    }

    /// Memory is short, or no longer.
    private void squeeze() {
        if (others == null) {
            others = budget.tryHold(Use.SENDING, PAGE_BYTES);
            return;
        }
        others.release();
        others = null;
    }

    /// Somebody else waits for room, and gives it back some time after it came; or leaves.
    private void queueUp() {
        if (places.isEmpty() || random.nextBoolean()) {
            places.add(budget.holdInTurn(Use.SENDING, PAGE_BYTES, hold -> elsewhere.execute(hold::release)));
        } else {
            places.remove(random.nextInt(places.size())).leave();
        }
    }

    private void settle() {
        over = true;
        if (others != null) {
            others.release();
        }
        clients.drainAll();
        steps.runToEnd();
        lane.beat(1000);
        steps.runToEnd();
        assertEquals(1, budget.held());
    }
}
