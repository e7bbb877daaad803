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
/// [Audience], which decides once for each private frame. Owned by the lane's event loop.
final class Cohort {
    private final Patterns wanted;
    private final ReadFilters filters;
    private final WriteBatch batch;
    private final List<Subscriber> members = new ArrayList<>(1);

    /// By what they may read. Most cohorts have one group, which takes no map.
    private Map<Patterns, Audience> audiences = Map.of();

    private @Nullable Division division;
    private EventId before = EventId.ZERO;
    private EventId asked = EventId.ZERO;

    Cohort(Patterns wanted, EventFormat format, ReadFilters filters) {
        this.wanted = wanted;
        this.filters = filters;
        this.batch = new WriteBatch(format);
    }

    Patterns wanted() {
        return wanted;
    }

    ReadFilters filters() {
        return filters;
    }

    void add(Subscriber subscriber) {
        audience(subscriber.selection().readable()).add(subscriber, members.size());
        members.add(subscriber);
    }

    private Audience audience(Patterns readable) {
        var known = audiences.get(readable);
        if (known != null) {
            return known;
        }
        var founded = new Audience(this, readable);
        if (audiences.isEmpty()) {
            audiences = Map.of(readable, founded);
        } else {
            audiences = audiences.size() == 1 ? new HashMap<>(audiences) : audiences;
            audiences.put(readable, founded);
        }
        return founded;
    }

    /// Its last member takes the place of the one that leaves its audience.
    void remove(Subscriber subscriber, Audience left) {
        var last = members.removeLast();
        if (last != subscriber) {
            members.set(subscriber.indexInCohort(), last);
            last.moveInCohort(subscriber.indexInCohort());
        }
        left.remove();
        if (left.isEmpty() && !isEmpty()) {
            audiences.remove(left.selection().readable());
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

    /// The audiences that may not read a frame that has a topic they want.
    List<Audience> ask(Frame frame) {
        asked = frame.id();
        if (frame.visibility() == Visibility.PUBLIC) {
            return List.of();
        }
        var denied = new ArrayList<Audience>(audiences.size());
        audiences.values().forEach(each -> {
            if (!each.mayRead(frame)) {
                denied.add(each);
            }
        });
        return denied;
    }

    boolean isAll(List<Audience> denied) {
        return denied.size() == audiences.size();
    }

    /// Whether it has frames to send.
    boolean isGathering() {
        return !batch.isEmpty();
    }

    boolean hasRoomFor(Frame frame) {
        return batch.hasRoomFor(frame);
    }

    /// Gathers a frame that follows the given id in the log, for all audiences but some. It is withheld from
    /// those first, so that they do not get it if anything throws.
    void gather(Frame frame, List<Audience> denied, EventId previous) {
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
    void send(WriteBatch.Outcome outcome) {
        if (division == null) {
            batch.send(members, before, outcome);
        } else {
            division.forEachPart(batch, members, (part, takers) -> part.send(takers, before, outcome));
        }
        clear();
    }

    /// Forgets what was gathered.
    void clear() {
        batch.clear();
        if (division != null) {
            division = null;
            audiences.values().forEach(each -> each.give(Division.WHOLE));
        }
    }
}
