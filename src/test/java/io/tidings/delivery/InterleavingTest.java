package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
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
import io.tidings.sse.EventStreamParser;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A client that was connected, however briefly and silently, misses nothing that is kept. In whatever order
/// the threads act, no client misses an event that matches, or gets one twice, or out of order, or is not
/// told of a gap, even if its stream is cut at any byte or sent away and it comes back, or has to wait for
/// memory. A seed that fails repeats exactly.
class InterleavingTest {
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

    private static final int SEEDS = 2_000;
    private static final int PAGE_BYTES = 1_000_000;

    /// From which place of a stream on its selection was this one.
    private record Change(Probe stream, int place, Selection selection) {}

    /// A client with its streams, one after the other, and the selections that it had, of which the last one
    /// holds. One that begins now gets all that was kept after it had joined; one that begins with the latest
    /// of each topic gets what is the newest of it in the end.
    private record Listener(
            List<Probe> streams,
            List<Subscriber> subscribers,
            List<Selection> selections,
            List<Change> changes,
            Cursor from,
            AtomicInteger keptWhenJoined) {
        Listener(Selection selection, Cursor from) {
            this(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(List.of(selection)),
                    new ArrayList<>(),
                    from,
                    new AtomicInteger(Integer.MAX_VALUE));
        }

        Probe stream() {
            return streams.getLast();
        }

        Selection selection() {
            return selections.getLast();
        }

        /// What any of its selections includes may come.
        boolean mayGet(Event event) {
            return selections.stream().anyMatch(selection -> isSelected(event, selection));
        }

        /// What all of them include must come.
        boolean mustGet(Event event) {
            return selections.stream().allMatch(selection -> isSelected(event, selection));
        }

        Reception reception() {
            return Reception.of(streams.stream().map(Probe::sent).toList());
        }
    }

    private static boolean isSelected(Event event, Selection selection) {
        return event.topics().stream().anyMatch(selection.wanted()::matches)
                && event.topics().stream().anyMatch(selection.readable()::matches);
    }

    @Test
    void everySubscriberGetsEachEventOnceInOrder() {
        playAll(10_000);
    }

    @Test
    void aSubscriberThatMissesEventsIsToldOfTheGap() {
        playAll(5);
    }

    private static void playAll(int retained) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                new World(seed, retained).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class World {
        private final Random random;
        private final Steps steps;
        private final LaggingTail log;
        private final Lane lane;
        private final Loop loop;
        private final Executor clients;
        private final List<Event> kept = new ArrayList<>();
        private final List<Listener> listeners = new ArrayList<>();
        private final Budget budget = new Budget(4 * PAGE_BYTES - 1);
        private @Nullable Hold others;
        private boolean over;

        World(long seed, int retained) {
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
            listeners.forEach(this::check);
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
            var listener = new Listener(selection(), from);
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
                        listener.changes().add(new Change(stream, stream.sent().length(), selection));
                    }
                });
            }
        }

        /// It comes back when its stream ends.
        private void connect(Listener listener, Cursor from) {
            var probe = new Probe();
            listener.streams().add(probe);
            var subscriber = new Subscriber(listener.selection(), from, NativeFormat.PLAIN, probe);
            listener.subscribers().add(subscriber);
            lane.add(() -> {
                probe.open(() -> {
                    lane.remove(subscriber);
                    var last = listener.reception().lastId();
                    clients.execute(() -> connect(
                            listener, last.<Cursor>map(Cursor.After::new).orElse(listener.from())));
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
                default ->
                    new Cursor.After(kept.get(random.nextInt(kept.size())).id());
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

        /// Walks what was received along what was published. What is missing must have been dropped, and a
        /// gap told before; who begins at the beginning of the log, or with the latest, asked for no more
        /// than was there.
        private void check(Listener listener) {
            var expected = new ArrayDeque<Event>();
            kept.stream()
                    .filter(listener::mayGet)
                    .filter(event -> follows(event.id(), listener.from()))
                    .forEach(expected::add);
            boolean mayMiss = listener.from() instanceof Cursor.Beginning || listener.from() instanceof Cursor.Latest;
            for (var token : listener.reception().heard()) {
                if (token.equals("gap")) {
                    mayMiss = true;
                } else {
                    skipTo(token, expected, mayMiss, listener);
                    assertFalse(expected.isEmpty(), () -> token + " came twice, too late or by mistake");
                    expected.remove();
                }
            }
            skipTo("the end", expected, mayMiss, listener);
            checkChanges(listener);
        }

        /// After a change nothing comes that only the selection before included. The next change has been made
        /// by the time that its place is known.
        private void checkChanges(Listener listener) {
            for (var stream : listener.streams()) {
                var changes = listener.changes().stream()
                        .filter(change -> change.stream() == stream)
                        .toList();
                for (int i = 0; i < changes.size(); i++) {
                    var change = changes.get(i);
                    var next = changes.get(Math.min(i + 1, changes.size() - 1));
                    int length = stream.sent().length();
                    int end = next == change ? length : Math.min(length, next.place());
                    var sent = stream.sent().substring(Math.min(end, change.place()), end);
                    EventStreamParser.parse(sent).stream()
                            .filter(message -> message.type().equals("message"))
                            .forEach(message -> assertTrue(
                                    kept.stream()
                                            .filter(event ->
                                                    event.id().toString().equals(message.lastEventId()))
                                            .anyMatch(event -> isSelected(event, change.selection())
                                                    || isSelected(event, next.selection())),
                                    () -> message + " came after the change to " + change.selection()));
                }
            }
        }

        private void skipTo(String token, Queue<Event> expected, boolean mayMiss, Listener listener) {
            while (!expected.isEmpty() && !expected.element().id().toString().equals(token)) {
                var missed = expected.remove();
                if (!listener.mustGet(missed) || wasNotAskedFor(missed, listener)) {
                    continue;
                }
                assertTrue(
                        mayMiss,
                        () -> missed.id() + " is missing before " + token + " from " + listener.from()
                                + " and no gap was told");
                assertFalse(inLog(missed), () -> missed + " is missing though it is in the log");
            }
        }

        private boolean wasNotAskedFor(Event missed, Listener listener) {
            return switch (listener.from()) {
                case Cursor.Now _ ->
                    kept.indexOf(missed) < listener.keptWhenJoined().get();
                case Cursor.Latest _ -> missed.topics().stream().noneMatch(topic -> isNewest(missed, topic));
                default -> false;
            };
        }

        private boolean isNewest(Event event, Topic topic) {
            var newest = kept.stream()
                    .filter(other -> other.topics().contains(topic))
                    .reduce((_, later) -> later);
            return newest.map(event::equals).orElse(false);
        }

        private boolean inLog(Event missed) {
            return log.read(new Cursor.Beginning(), Selection.ALL, new PageLimit(1000, 1_000_000)).events().stream()
                    .anyMatch(event -> event.id().equals(missed.id()));
        }

        private static boolean follows(EventId id, Cursor from) {
            return !(from instanceof Cursor.After(var after)) || id.isAfter(after);
        }
    }
}
