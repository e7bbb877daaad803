package io.tidings.log.memory;

import io.tidings.event.Topic;
import io.tidings.log.CountedTime;
import io.tidings.log.PresenceChange;
import io.tidings.log.PresenceChange.Kind;
import io.tidings.log.PresenceChanges;
import io.tidings.log.PresenceCount;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresencePage;
import io.tidings.log.PresenceStore;
import io.tidings.log.PresentSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Presence where one hub has the log for itself: in memory. Any thread may call it.
public final class MemoryPresence implements PresenceStore {
    /// Subjects that leave in one step, and changes that are told at once.
    private static final int MOST = 200;

    /// Sorts directly after the line break behind a topic.
    private static final String AFTER_ALL = "\u000b";

    /// Less than the time for which the log tells who joined.
    private static final Duration REMEMBERED = Duration.ofMinutes(20);

    private final InstantSource clock;
    private final Consumer<Collection<PresenceKey>> memory;
    private final CountedTime time;

    /// Differs in each process, so that the log does not take its changes for those of the process before.
    private final String name = UUID.randomUUID().toString();

    private final Map<PresenceKey, Long> streams = new HashMap<>();
    private final Map<Topic, Long> streamsOfTopic = new HashMap<>();

    /// Subjects that have joined and not left, by the text of their keys, and since when.
    private final NavigableMap<String, Instant> since = new TreeMap<>();

    /// Those of them without a stream, and the time at which the last one closed: the longest ago first.
    private final Map<PresenceKey, Long> gone = new LinkedHashMap<>();

    private final Deque<PresenceChange> changes = new ArrayDeque<>();
    private long forgotten;
    private int told;
    private Instant rememberedAt;

    /// With subjects that had joined when the process before ended. Each of them leaves unless it comes back
    /// within the grace. Now and then the memory gets all who are present, so that a later process knows of
    /// those of whom nothing was told for long.
    public MemoryPresence(
            InstantSource clock, Collection<PresenceKey> present, Consumer<Collection<PresenceKey>> memory) {
        this.clock = clock;
        this.memory = memory;
        this.rememberedAt = clock.instant();
        this.time = new CountedTime(clock.millis());
        var now = clock.instant();
        present.forEach(key -> {
            since.put(key.text(), now);
            gone.put(key, time.at(now.toEpochMilli()));
        });
    }

    @Override
    public synchronized boolean report(List<PresenceCount> counts) {
        long now = time.at(clock.millis());
        counts.forEach(count -> set(count.key(), count.streams(), now));
        return true;
    }

    @Override
    public synchronized void beginAnew() {
        long now = time.at(clock.millis());
        List.copyOf(streams.keySet()).forEach(key -> set(key, 0, now));
    }

    private void set(PresenceKey key, long open, long now) {
        long before = streams.getOrDefault(key, 0L);
        put(streams, key, open);
        put(streamsOfTopic, key.topic(), streamsOfTopic.getOrDefault(key.topic(), 0L) + open - before);
        if (key.subject().isEmpty() || open == before) {
            return;
        }
        if (open == 0) {
            gone.put(key, now);
            return;
        }
        gone.remove(key);
        if (since.putIfAbsent(key.text(), Instant.ofEpochMilli(clock.millis())) == null) {
            add(key, Kind.JOINED);
        }
    }

    private static <K> void put(Map<K, Long> counts, K key, long count) {
        if (count == 0) {
            counts.remove(key);
        } else {
            counts.put(key, count);
        }
    }

    private void add(PresenceKey key, Kind kind) {
        changes.add(new PresenceChange(key.topic(), key.subject().orElseThrow(), kind));
    }

    @Override
    public synchronized boolean renew() {
        time.at(clock.millis());
        return true;
    }

    @Override
    public synchronized boolean sweep(Duration grace) {
        long until = time.at(clock.millis()) - grace.toMillis();
        var due = gone.entrySet().stream()
                .takeWhile(entry -> entry.getValue() <= until)
                .map(Map.Entry::getKey)
                .limit(MOST)
                .toList();
        for (var key : due) {
            gone.remove(key);
            since.remove(key.text());
            add(key, Kind.LEFT);
        }
        remember();
        return due.size() == MOST;
    }

    private void remember() {
        var now = clock.instant();
        if (Duration.between(rememberedAt, now).compareTo(REMEMBERED) >= 0) {
            memory.accept(presentByTheLog());
            rememberedAt = now;
        }
    }

    /// Without the changes that the log does not have yet.
    private Collection<PresenceKey> presentByTheLog() {
        var present =
                since.keySet().stream().map(PresenceKey::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        for (var untold = changes.descendingIterator(); untold.hasNext(); ) {
            var change = untold.next();
            var key = PresenceKey.of(change.topic(), change.subject());
            var _ = change.kind() == Kind.JOINED ? present.remove(key) : present.add(key);
        }
        return present;
    }

    @Override
    public synchronized PresenceChanges untold() {
        if (told == 0) {
            told = Math.min(MOST, changes.size());
        }
        return told == 0
                ? PresenceChanges.NONE
                : new PresenceChanges(
                        name + " " + forgotten, changes.stream().limit(told).toList());
    }

    @Override
    public synchronized void told(PresenceChanges kept) {
        if (kept.name().equals(name + " " + forgotten)) {
            for (; told > 0; told--) {
                changes.remove();
                forgotten++;
            }
        }
    }

    @Override
    public synchronized PresencePage read(Topic topic, String after, int limit) {
        var first = topic.name() + "\n" + after;
        var found = since.subMap(first, after.isEmpty(), topic.name() + AFTER_ALL, false).entrySet().stream()
                .limit(limit + 1L)
                .map(entry -> present(PresenceKey.parse(entry.getKey()), entry.getValue()))
                .toList();
        return new PresencePage(
                found.subList(0, Math.min(limit, found.size())),
                found.size() > limit,
                streamsOfTopic.getOrDefault(topic, 0L));
    }

    private PresencePage.Present present(PresenceKey key, Instant joined) {
        Optional<PresentSubject> subject = key.subject();
        return new PresencePage.Present(subject.orElseThrow(), streams.getOrDefault(key, 0L), joined);
    }
}
