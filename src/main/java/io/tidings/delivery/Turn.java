package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.Frame;
import io.tidings.telemetry.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// One turn of a lane: takes the frames that were offered, adds them to the window, gathers them for each
/// cohort whose selection includes them, and sends each subscriber its cohort's batch in one write. The
/// lane's event loop owns it.
final class Turn implements Backlog.Receiver, WriteBatch.Outcome {
    private static final Logger LOG = System.getLogger(Turn.class.getName());
    private static final int MAX_OFFERS = 64;

    /// How long a turn may take frames: some patterns take milliseconds to compare. In nanoseconds.
    private static final long MAX_TAKING = 2_000_000;

    private final Loop loop;
    private final Backlog backlog;
    private final FrameWindow window;
    private final SubscriberIndex subscribers;
    private final CatchUp catchUp;
    private final Telemetry telemetry;
    private final List<Cohort> gathering = new ArrayList<>();

    /// Those of the offer that was taken last which no turn has had the time for.
    private List<Frame> left = List.of();

    private long end;
    private EventId taking = EventId.ZERO;

    Turn(
            Loop loop,
            Backlog backlog,
            FrameWindow window,
            SubscriberIndex subscribers,
            CatchUp catchUp,
            Telemetry telemetry) {
        this.loop = loop;
        this.backlog = backlog;
        this.window = window;
        this.subscribers = subscribers;
        this.catchUp = catchUp;
        this.telemetry = telemetry;
    }

    /// What a turn found.
    enum Outcome {
        /// More than one turn may take.
        BEHIND,
        /// Something to send, so more may follow soon.
        SENT,
        IDLE
    }

    boolean hasWork() {
        return !left.isEmpty() || !backlog.isEmpty();
    }

    /// If anything throws, all subscribers go back to a position that is certain.
    Outcome take() {
        try {
            boolean isBehind = takeOffers();
            boolean hasGathered = !gathering.isEmpty();
            sendGathered();
            return isBehind ? Outcome.BEHIND : hasGathered ? Outcome.SENT : Outcome.IDLE;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "Events could not be sent, and are read from the log", e);
            gathering.forEach(Cohort::clear);
            gathering.clear();
            left = List.of();
            window.restart(taking.isAfter(window.head()) ? taking : window.head());
            subscribers.forEach(this::recover);
            return Outcome.SENT;
        }
    }

    /// Returns whether it left some.
    private boolean takeOffers() {
        end = loop.nanoTime() + MAX_TAKING;
        if (!left.isEmpty()) {
            frames(left);
        }
        for (int taken = 0; taken < MAX_OFFERS && left.isEmpty() && !backlog.isEmpty(); taken++) {
            if (taken > 0 && isOver()) {
                return true;
            }
            backlog.drainTo(this);
        }
        return hasWork();
    }

    private boolean isOver() {
        return loop.nanoTime() - end > 0;
    }

    /// At least one, and the others as far as there is time.
    @Override
    public void frames(List<Frame> frames) {
        taking = frames.getLast().id();
        int taken = 0;
        do {
            gather(frames.get(taken++));
        } while (taken < frames.size() && !isOver());
        left = taken < frames.size() ? frames.subList(taken, frames.size()) : List.of();
    }

    /// The subscribers read on from the log.
    @Override
    public void missing(EventId upTo) {
        taking = upTo;
        sendGathered();
        var before = window.head();
        window.restart(upTo);
        subscribers.forEach(subscriber -> goBackToLog(subscriber, before));
    }

    private void gather(Frame frame) {
        var previous = window.head();
        window.add(frame);
        subscribers.forEachMatch(frame, cohort -> gather(frame, cohort, previous));
    }

    private void gather(Frame frame, Cohort cohort, EventId previous) {
        if (cohort.wasAsked(frame)) {
            return;
        }
        var denied = cohort.ask(frame);
        if (cohort.isAll(denied)) {
            return;
        }
        if (!cohort.isGathering()) {
            // Before it gathers, so that it is cleared if that throws.
            gathering.add(cohort);
        } else if (!cohort.hasRoomFor(frame)) {
            send(cohort);
        }
        cohort.gather(frame, denied, previous);
    }

    private void sendGathered() {
        gathering.forEach(this::send);
        gathering.clear();
    }

    private void send(Cohort cohort) {
        cohort.send(this);
    }

    @Override
    public void fellBehind(Subscriber subscriber) {
        telemetry.fellBehind();
        subscriber.whenWritable(() -> catchUp.resume(subscriber));
    }

    @Override
    public void sent(Frame first, long events, long bytes) {
        telemetry.delivered(events, bytes, loop.nanoTime() - first.encodedAt());
    }

    private void goBackToLog(Subscriber subscriber, EventId before) {
        if (subscriber.isLive() && !subscriber.isClosed()) {
            subscriber.fallBehind(before);
            catchUp.resumeWhenWritable(subscriber);
        }
    }

    /// A subscriber that cannot go back to the log now does so at a heartbeat, and delays no other.
    private void recover(Subscriber subscriber) {
        try {
            goBackToLog(subscriber, EventId.ZERO);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A subscriber could not go back to the log; it is tried again", e);
            catchUp.resumeLater(subscriber);
        }
    }
}
