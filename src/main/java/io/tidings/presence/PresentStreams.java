package io.tidings.presence;

import io.tidings.control.OpenStream;
import io.tidings.delivery.StreamListener;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.log.PresenceCount;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresentSubject;
import io.tidings.telemetry.StreamEnd;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The streams of this node that name a topic with presence, by topic and subject. Event loops count, without
/// waiting for each other; one thread takes the counts that have changed, each with its newest value.
@Singleton
@Typed(PresentStreams.class)
public final class PresentStreams implements StreamListener {
    /// While the store is away, subjects come and go. Beyond this many changes, which take 2 KB each at
    /// most, everything is reported anew.
    private static final int MOST_CHANGED = 10_000;

    /// Its entries in maps, with a subject that no other stream has.
    private static final int BYTES_A_TOPIC = 640;

    private final PresentTopics topics;
    private final Map<PresenceKey, Long> open = new ConcurrentHashMap<>();

    /// A key is in it after its count has changed, until that count is taken.
    private final Set<PresenceKey> changed = ConcurrentHashMap.newKeySet();

    private final Semaphore wake = new Semaphore(0);
    private volatile boolean isOverflown;

    PresentStreams(PresentTopics topics) {
        this.topics = topics;
    }

    /// An estimate of what a stream that wants this takes here and in a store in memory, in bytes.
    public int bytes(Patterns wanted) {
        if (topics.areNone()) {
            return 0;
        }
        return wanted.all().stream()
                .flatMap(matcher -> matcher.exact().stream())
                .filter(topics::include)
                .mapToInt(topic -> BYTES_A_TOPIC + 2 * topic.name().length())
                .sum();
    }

    @Override
    public void opened(Subscriber subscriber) {
        if (!topics.areNone()) {
            count(subscriber, subscriber.selection().wanted(), 1);
        }
    }

    /// Adds before it removes, so that what stays is never missing.
    @Override
    public void changed(Subscriber subscriber, Selection before) {
        if (!topics.areNone()) {
            count(subscriber, subscriber.selection().wanted(), 1);
            count(subscriber, before.wanted(), -1);
        }
    }

    @Override
    public void closed(Subscriber subscriber, StreamEnd end) {
        if (!topics.areNone()) {
            count(subscriber, subscriber.selection().wanted(), -1);
        }
    }

    /// A pattern that covers a topic does not name it.
    private void count(Subscriber subscriber, Patterns wanted, long more) {
        var subject = subject(subscriber);
        for (var matcher : wanted.all()) {
            matcher.exact().filter(topics::include).ifPresent(topic -> count(new PresenceKey(topic, subject), more));
        }
    }

    private static Optional<PresentSubject> subject(Subscriber subscriber) {
        return subscriber.holder() instanceof OpenStream stream
                ? stream.subject().map(subject -> new PresentSubject(subject.issuer(), subject.name()))
                : Optional.empty();
    }

    private void count(PresenceKey key, long more) {
        open.merge(key, more, (before, change) -> before + change == 0 ? null : before + change);
        if (changed.size() < MOST_CHANGED) {
            changed.add(key);
        } else {
            isOverflown = true;
        }
        wake();
    }

    /// Ends [#await], or the next one.
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /// Waits until something has changed, at most this long.
    void await(Duration most) throws InterruptedException {
        var _ = wake.tryAcquire(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        wake.drainPermits();
    }

    /// Some counts that have changed; none if all were taken. The key goes first: if its count changes after
    /// it was read, the key is there again.
    List<PresenceCount> take(int most) {
        var counts = new ArrayList<PresenceCount>();
        for (var keys = changed.iterator(); keys.hasNext() && counts.size() < most; ) {
            var key = keys.next();
            keys.remove();
            counts.add(new PresenceCount(key, open.getOrDefault(key, 0L)));
        }
        return counts;
    }

    /// Takes counts back that could not be reported.
    void giveBack(List<PresenceCount> counts) {
        counts.forEach(count -> changed.add(count.key()));
    }

    /// All that is open counts as changed.
    void changeAll() {
        isOverflown = false;
        changed.clear();
        changed.addAll(open.keySet());
    }

    /// True if more has changed than it has room for: then all is to be reported anew.
    boolean isOverflown() {
        return isOverflown;
    }
}
