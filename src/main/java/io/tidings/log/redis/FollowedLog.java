package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.log.Tail;
import io.tidings.log.TailListeners;
import io.tidings.redis.ScriptCall;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The place up to which a replica has followed the log, and the listeners that get what comes next. Events that
/// were dropped before they were read show in the numbers of the events after them, and another log, or one that has
/// lost events, has another token; in both cases the listeners are interrupted. One thread takes replies. Any thread
/// may call the synchronized methods.
final class FollowedLog {
    private static final Logger LOG = Logger.getLogger(FollowedLog.class);

    /// Where they are in a reply of `follow.lua`.
    private static final int EVENTS = 5;

    static final int REFUSAL = 6;

    private final EntryParser entries;
    private final Consumer<EventId> seen;
    private final TailListeners listeners = new TailListeners();
    private String token = "";
    private EventId position = EventId.ZERO;
    private long number;
    private String lineage = "";
    private long droppedOnRequest;
    private boolean behind;

    /// Tells of the ids that it reaches.
    FollowedLog(EntryParser entries, Consumer<EventId> seen) {
        this.entries = entries;
        this.seen = seen;
    }

    synchronized Tail join(Tail.Listener listener) {
        return listeners.add(listener, position);
    }

    /// Begins at the end of the log.
    synchronized void begin(Response reply) {
        moveTo(reply);
    }

    EventId position() {
        return position;
    }

    /// True if more is there than the last reply had.
    boolean isBehind() {
        return behind;
    }

    /// Adds the place to a call of `follow.lua`.
    ScriptCall addTo(ScriptCall call) {
        return call.with(position.toString()).with(number).with(lineage);
    }

    /// Hands over what a reply has; returns the number of events in it.
    synchronized int take(Response reply) {
        int found = reply.get(EVENTS).size();
        if (reply.get(0).toString().equals(token)) {
            lineage = reply.get(3).toString();
            hearOfDrops(Numbers.of(reply.get(4)));
            handOver(entries.all(reply.get(EVENTS)));
            behind = Ids.of(reply.get(1)).isAfter(position) && found > 0;
        } else {
            LOG.warn("The log in Redis is another one, or has lost events: subscribers are told of a gap");
            moveTo(reply);
            listeners.interrupted(position);
        }
        return found;
    }

    private void moveTo(Response reply) {
        token = reply.get(0).toString();
        position = Ids.of(reply.get(1));
        number = Numbers.of(reply.get(2));
        lineage = reply.get(3).toString();
        droppedOnRequest = Numbers.of(reply.get(4));
        behind = false;
        seen.accept(position);
    }

    private void handOver(List<EntryParser.Numbered> found) {
        if (found.isEmpty()) {
            return;
        }
        boolean isWhole =
                found.getFirst().number() == number + 1 && found.getLast().number() == number + found.size();
        position = found.getLast().event().id();
        number = found.getLast().number();
        seen.accept(position);
        if (isWhole) {
            listeners.appended(found.stream().map(EntryParser.Numbered::event).toList());
        } else {
            listeners.interrupted(position);
        }
    }

    /// Tells of a topic that was dropped on request, once, whether the replica itself or the stream hears of it first.
    synchronized void hearOfDrops(long all) {
        if (all > droppedOnRequest) {
            droppedOnRequest = all;
            listeners.dropped();
        }
    }
}
