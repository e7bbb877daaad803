package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A lane with its log, its readers and its clients, which act in an order that a seed decides.
final class InterleavedLane {
    private static final List<String> TOPICS = List.of("a", "a/1", "a/2", "b");
    private static final List<Selection> SELECTIONS = List.of(
            Selection.of("a"),
            Selection.of("a/1", "b"),
            Selection.of("a/*"),
            Selection.of("**"),
            Selection.of("a/**", "a/2"),
            new Selection(Patterns.of("**"), Patterns.of("a/1", "b")),
            new Selection(Patterns.of("a", "a/2"), Patterns.of("*")));
    private static final IdempotencyLimits NO_KEYS = new IdempotencyLimits(Duration.ofMinutes(1), 1);

    private static final int PAGE_BYTES = 1_000_000;

    private final Random random;
    private final Steps steps;
    private final LaggingTail log;
    private final Lane lane;
    private final Loop loop;
    private final Executor clients;
    private final List<Event> kept = new ArrayList<>();
    private final List<InterleavedListener> listeners = new ArrayList<>();
    private final Budget budget = new Budget(4 * PAGE_BYTES - 1);
    private @Nullable Hold others;
    private boolean over;

    InterleavedLane(long seed, int retained) {
        random = new Random(seed);
        steps = new Steps(seed);
        loop = steps.loop("event loop");
        clients = steps.threads("clients");
        log = new LaggingTail(
                new MemoryEventLog(InstantSource.system(), Retention.ofEach(retained, Duration.ofDays(1)), NO_KEYS),
                steps.loop("tail"),
                () -> !over && random.nextInt(10) == 0);
        var pageReader =
                new PageReader(log, steps.threads("readers"), new PageLimit(3, PAGE_BYTES), PAGE_BYTES, budget);
        var limits = new WindowLimits(1 + random.nextInt(6), 1_000_000);
        // There is always something, so one page has no room because it is the only one.
        budget.tryTake(Use.SENDING, 1);
        lane = FanOut.start(log, start -> List.of(new Lane(loop, pageReader, limits, StreamListener.NONE, start)))
                .lanes()
                .getFirst();
    }

    void play() {
        publish();
        for (int i = 0; i < 80; i++) {
            switch (random.nextInt(14)) {
                case 0 -> subscribe();
                case 1 -> toggle();
                case 2, 3 -> publish();
                case 4 -> log.trim();
                case 5 -> lane.beat(2);
                case 6 -> log.drop(new Topic(TOPICS.get(random.nextInt(TOPICS.size()))));
                case 7 -> lane.close(1 + random.nextInt(3));
                case 8 -> squeeze();
                case 9 -> cut();
                case 10 -> change();
                default -> steps.run(random.nextInt(5));
            }
        }
        settle();
        var check = new InterleavedCheck(kept, log);
        listeners.forEach(check::check);
    }

    private void publish() {
        var drafts = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> Draft.of(TOPICS.get(random.nextInt(TOPICS.size())), "x"))
                .toList();
        var ids = log.append(Batch.of(drafts.toArray(Draft[]::new)));
        for (int i = 0; i < ids.size(); i++) {
            kept.add(drafts.get(i).keptAs(ids.get(i)));
        }
    }

    private void subscribe() {
        var from = cursor();
        var listener = new InterleavedListener(selection(), from);
        listeners.add(listener);
        connect(listener, from);
        loop.execute(() -> listener.keptWhenJoined().set(kept.size()));
    }

    private Selection selection() {
        return SELECTIONS.get(random.nextInt(SELECTIONS.size()));
    }

    /// A client asks for other topics on the stream that it has.
    private void change() {
        if (listeners.isEmpty()) {
            return;
        }
        var listener = listeners.get(random.nextInt(listeners.size()));
        var selection = selection();
        listener.selections().add(selection);
        if (!listener.subscribers().isEmpty()) {
            var stream = listener.stream();
            var subscriber = listener.subscribers().getLast();
            lane.change(subscriber, selection);
            loop.execute(() -> {
                if (subscriber.selection().equals(selection)) {
                    listener.changes()
                            .add(new InterleavedListener.Change(
                                    stream, stream.sent().length(), selection));
                }
            });
        }
    }

    /// It comes back when its stream ends.
    private void connect(InterleavedListener listener, Cursor from) {
        var probe = new Probe();
        listener.streams().add(probe);
        var subscriber = new Subscriber(listener.selection(), from, NativeFormat.PLAIN, probe);
        listener.subscribers().add(subscriber);
        lane.add(() -> {
            probe.open(() -> {
                lane.remove(subscriber);
                var last = listener.reception().lastId();
                clients.execute(() ->
                        connect(listener, last.<Cursor>map(Cursor.After::new).orElse(listener.from())));
            });
            return Optional.of(subscriber);
        });
    }

    /// Some of what was sent last may be lost with the stream. A client that begins now has been
    /// connected when it knows where it began.
    private void cut() {
        if (listeners.isEmpty()) {
            return;
        }
        var listener = listeners.get(random.nextInt(listeners.size()));
        int lost = random.nextInt(3) * random.nextInt(100);
        loop.execute(() -> {
            var stream = listener.stream();
            if (stream.isOpen()) {
                boolean isFirst = listener.from() instanceof Cursor.Now
                        && listener.streams().size() == 1;
                int opening = isFirst ? stream.sent().indexOf("\n\n") + 2 : 0;
                int length = stream.sent().length();
                stream.cut(Math.min(length, Math.max(opening, length - lost)));
            }
        });
    }

    /// Memory is short, or no longer.
    private void squeeze() {
        if (others == null) {
            others = budget.tryHold(Use.SENDING, PAGE_BYTES);
        } else {
            others.release();
            others = null;
        }
    }

    private Cursor cursor() {
        return switch (random.nextInt(6)) {
            case 0 -> new Cursor.Beginning();
            case 1 -> new Cursor.Now();
            case 2 -> Cursor.Latest.START;
            default -> new Cursor.After(kept.get(random.nextInt(kept.size())).id());
        };
    }

    private void toggle() {
        if (!listeners.isEmpty()) {
            var listener = listeners.get(random.nextInt(listeners.size()));
            loop.execute(() -> {
                var probe = listener.stream();
                if (probe.isFull()) {
                    probe.drain();
                } else {
                    probe.fill();
                }
            });
        }
    }

    private void settle() {
        over = true;
        if (others != null) {
            others.release();
        }
        listeners.forEach(listener -> loop.execute(() -> listener.stream().drain()));
        steps.runToEnd();
        lane.beat(1000);
        steps.runToEnd();
    }
}
