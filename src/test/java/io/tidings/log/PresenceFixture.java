package io.tidings.log;

import io.tidings.event.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What tests of presence do with a store. Time stands still unless it passes.
public abstract class PresenceFixture {
    protected static final Duration GRACE = Duration.ofSeconds(10);

    protected static final PresentSubject ANN = new PresentSubject(Optional.of("main"), "ann");
    protected static final PresentSubject BOB = new PresentSubject(Optional.empty(), "bob");

    protected Instant now = Instant.parse("2026-11-22T12:00:00Z");

    /// Every change that a store has told, in order.
    protected final List<String> told = new ArrayList<>();

    protected static PresenceCount count(String topic, PresentSubject subject, long streams) {
        return new PresenceCount(PresenceKey.of(new Topic(topic), subject), streams);
    }

    protected static PresenceCount nameless(String topic, long streams) {
        return new PresenceCount(new PresenceKey(new Topic(topic), Optional.empty()), streams);
    }

    /// Lets time pass as it does while these replicas live: they renew and sweep each second.
    protected void pass(Duration time, PresenceStore... replicas) {
        for (long second = 0; second < time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            Stream.of(replicas).forEach(this::beat);
        }
    }

    protected void beat(PresenceStore replica) {
        replica.renew();
        while (replica.sweep(GRACE)) {}
    }

    /// Tells all that there is to tell.
    protected List<String> tell(PresenceStore store) {
        for (var changes = store.untold(); !changes.all().isEmpty(); changes = store.untold()) {
            changes.all().forEach(change -> told.add(text(change)));
            store.told(changes);
        }
        return told;
    }

    protected static String text(PresenceChange change) {
        return change.kind() + " " + change.topic() + " " + change.subject().name();
    }

    /// All of a topic, in pages of one.
    protected static List<String> present(PresenceStore store, String topic) {
        var present = new ArrayList<String>();
        var page = store.read(new Topic(topic), "", 1);
        add(page, present);
        while (page.hasMore()) {
            page = store.read(
                    new Topic(topic), PresenceKey.text(page.subjects().getLast().subject()), 1);
            add(page, present);
        }
        return present;
    }

    private static void add(PresencePage page, List<String> present) {
        page.subjects().forEach(each -> present.add(each.subject().name() + " " + each.streams() + " " + each.since()));
    }

    protected static long streams(PresenceStore store, String topic) {
        return store.read(new Topic(topic), "", 1).streams();
    }
}
