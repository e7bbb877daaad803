package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.sse.NativeFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The clients of an [InterleavedLane]: they subscribe, change what they want, stop reading, and lose their streams.
final class InterleavedClients {
    private static final List<Patterns> WANTED = List.of(
            Patterns.of("a"),
            Patterns.of("a/1", "b"),
            Patterns.of("a/*"),
            Patterns.of("**"),
            Patterns.of("a/**", "a/2"),
            Patterns.of("a", "a/2"));

    private static final List<Patterns> READABLE = List.of(
            Patterns.ALL,
            Patterns.of(),
            Patterns.of("a/1", "b"),
            Patterns.of("*"),
            Patterns.of("a/*"),
            Patterns.of("b", "a/1"));

    private final Random random;
    private final Lane lane;
    private final Loop loop;
    private final Executor threads;
    private final List<Event> kept;
    private final List<InterleavedListener> listeners = new ArrayList<>();

    InterleavedClients(Random random, Lane lane, Loop loop, Executor threads, List<Event> kept) {
        this.random = random;
        this.lane = lane;
        this.loop = loop;
        this.threads = threads;
        this.kept = kept;
    }

    void subscribe() {
        var from = cursor();
        var listener = new InterleavedListener(selection(), from);
        listeners.add(listener);
        connect(listener, from);
        loop.execute(() -> listener.keptWhenJoined().set(kept.size()));
    }

    /// Most want everything, so that cohorts have members that may read different events.
    private Selection selection() {
        var wanted = random.nextInt(3) == 0 ? WANTED.get(random.nextInt(WANTED.size())) : Patterns.ALL;
        return new Selection(wanted, READABLE.get(random.nextInt(READABLE.size())));
    }

    /// A client asks for other topics on the stream that it has.
    void change() {
        if (listeners.isEmpty()) {
            return;
        }
        var listener = listeners.get(random.nextInt(listeners.size()));
        var selection = selection();
        listener.selections().add(selection);
        if (!listener.subscribers().isEmpty()) {
            var stream = listener.stream();
            var subscriber = listener.subscribers().getLast();
            lane.changes().renew(subscriber, selection::readable);
            lane.changes()
                    .change(
                            subscriber,
                            wanted -> new TopicChange(
                                    selection.wanted().without(wanted),
                                    wanted.without(selection.wanted()),
                                    new Cursor.Now()))
                    .thenAccept(changed -> changed.ifPresent(_ -> listener.changes()
                            .add(new InterleavedListener.Change(
                                    stream, stream.sent().length(), selection))));
        }
    }

    /// It comes back when its stream ends.
    private void connect(InterleavedListener listener, Cursor from) {
        var probe = new Probe();
        listener.streams().add(probe);
        var subscriber = new Subscriber(listener.selection(), from, NativeFormat.PLAIN, probe, new EndingHolder());
        listener.subscribers().add(subscriber);
        lane.add(() -> {
            probe.open(() -> {
                lane.remove(subscriber);
                var last = listener.reception().lastId();
                threads.execute(() ->
                        connect(listener, last.<Cursor>map(Cursor.After::new).orElse(listener.from())));
            });
            return Optional.of(subscriber);
        });
    }

    /// Some of what was sent last may be lost with the stream. A client that begins now has been
    /// connected when it knows where it began.
    void cut() {
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

    /// An operator ends an open stream.
    void end() {
        onOpenStream(subscriber -> {
            var _ = lane.streams().end(subscriber);
        });
    }

    /// The token of an open stream ends.
    void expire() {
        onOpenStream(subscriber -> {
            if (subscriber.holder() instanceof EndingHolder holder) {
                holder.end();
                lane.streams().expire(Instant.now());
            }
        });
    }

    private void onOpenStream(Consumer<Subscriber> action) {
        if (!listeners.isEmpty()) {
            var listener = listeners.get(random.nextInt(listeners.size()));
            loop.execute(() -> {
                if (listener.stream().isOpen()) {
                    action.accept(listener.subscribers().getLast());
                }
            });
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

    void toggle() {
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

    void drainAll() {
        listeners.forEach(listener -> loop.execute(() -> listener.stream().drain()));
    }

    void checkAll(InterleavedCheck check) {
        listeners.forEach(check::check);
    }
}
