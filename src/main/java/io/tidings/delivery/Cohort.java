package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Visibility;
import io.tidings.sse.EventFormat;
import io.tidings.sse.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The subscribers of a lane that want the same topics in the same format, so that the frames of a turn are
/// gathered and joined once for all of them. Those that may read the same private events are one group of
/// [Readers], which decides once for each private frame. Owned by the lane's event loop.
final class Cohort {
    private final Patterns wanted;
    private final WriteBatch batch;
    private final List<Subscriber> members = new ArrayList<>(1);

    /// By what they may read. Most cohorts have one group, which takes no map.
    private Map<Patterns, Readers> readers = Map.of();

    private @Nullable Division division;
    private EventId before = EventId.ZERO;
    private EventId asked = EventId.ZERO;

    Cohort(Patterns wanted, EventFormat format) {
        this.wanted = wanted;
        this.batch = new WriteBatch(format);
    }

    Patterns wanted() {
        return wanted;
    }

    void add(Subscriber subscriber) {
        readers(subscriber.selection().readable()).add(subscriber, members.size());
        members.add(subscriber);
    }

    private Readers readers(Patterns readable) {
        var known = readers.get(readable);
        if (known != null) {
            return known;
        }
        var founded = new Readers(this, readable);
        if (readers.isEmpty()) {
            readers = Map.of(readable, founded);
        } else {
            readers = readers.size() == 1 ? new HashMap<>(readers) : readers;
            readers.put(readable, founded);
        }
        return founded;
    }

    /// Its last member takes the place of the one that leaves its readers.
    void remove(Subscriber subscriber, Readers left) {
        var last = members.removeLast();
        if (last != subscriber) {
            members.set(subscriber.indexInCohort(), last);
            last.moveInCohort(subscriber.indexInCohort());
        }
        left.remove();
        if (left.isEmpty() && !isEmpty()) {
            readers.remove(left.selection().readable());
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    void forEach(Consumer<Subscriber> action) {
        members.forEach(action);
    }

    /// True if it was asked about the frame already, since one of its topics brought it here before.
    boolean wasAsked(Frame frame) {
        return asked.equals(frame.id());
    }

    /// The readers that may not read a frame that has a topic they want.
    List<Readers> ask(Frame frame) {
        asked = frame.id();
        if (frame.visibility() == Visibility.PUBLIC) {
            return List.of();
        }
        var denied = new ArrayList<Readers>(readers.size());
        readers.values().forEach(each -> {
            if (!each.mayRead(frame)) {
                denied.add(each);
            }
        });
        return denied;
    }

    boolean isAll(List<Readers> denied) {
        return denied.size() == readers.size();
    }

    /// Whether it has frames to send.
    boolean isGathering() {
        return !batch.isEmpty();
    }

    boolean hasRoomFor(Frame frame) {
        return batch.hasRoomFor(frame);
    }

    /// Gathers a frame that follows the given id in the log, for all readers but some. It is withheld from
    /// those first, so that they do not get it if anything throws.
    void gather(Frame frame, List<Readers> denied, EventId previous) {
        if (!isGathering()) {
            before = previous;
        }
        if (!denied.isEmpty()) {
            division = division == null ? new Division() : division;
            division.withhold(frame, denied);
        }
        batch.add(frame);
    }

    /// Sends what was gathered to all that are live and may read any of it. Those that are full are not live
    /// from now on, and handed over.
    void send(Consumer<Subscriber> fellBehind) {
        if (division == null) {
            batch.send(members, before, fellBehind);
        } else {
            division.forEachPart(batch, members, (part, takers) -> part.send(takers, before, fellBehind));
        }
        clear();
    }

    /// Forgets what was gathered.
    void clear() {
        batch.clear();
        if (division != null) {
            division = null;
            readers.values().forEach(each -> each.give(Division.WHOLE));
        }
    }
}
