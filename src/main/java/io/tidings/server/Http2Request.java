package io.tidings.server;

import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import org.jspecify.annotations.Nullable;

/// What is known of one request of HTTP/2 beside what Netty knows of its stream: what it holds of the budget and of the
/// share of its client, and how far it has come. Owned by the loop of its connection.
final class Http2Request {
    /// What a request with a small head and its answer take on the heap and outside of it.
    static final int BYTES = 16 * 1024;

    /// Of a body that nobody reads. Each takes some two hundred bytes, however short it is.
    private static final int MAX_UNREAD_FRAMES = 64;

    private final Budget budget;
    private final RequestShare share;
    private final boolean counted;
    private boolean ofClient;

    /// For a head that is large.
    private @Nullable Hold head;

    private int unreadFrames;
    private boolean taken;
    private boolean reset;
    private boolean watchedElsewhere;
    private boolean waitedBefore;

    /// Takes what a request needs, if there is room for it: see [#isCounted].
    Http2Request(Budget budget, RequestShare share) {
        this.budget = budget;
        this.share = share;
        this.ofClient = share.tryTake();
        this.counted = ofClient && budget.tryTake(Use.STREAMS, BYTES);
        if (!counted) {
            giveShare();
        }
    }

    /// False if there was no room for it; it holds nothing then.
    boolean isCounted() {
        return counted;
    }

    /// Takes what a head needs that is as large; false if there is no room for that.
    boolean tryAddHead(long bytes) {
        long more = Math.max(0, bytes - RequestHeads.FREE);
        if (!counted || more == 0) {
            return counted;
        }
        if (head != null) {
            return head.tryResize(head.bytes() + more);
        }
        head = share.tryHoldHead(more);
        return head != null;
    }

    void giveHead() {
        if (head != null) {
            head.release();
            head = null;
        }
    }

    void giveShare() {
        if (ofClient) {
            ofClient = false;
            share.give();
        }
    }

    /// The request is over, and it was counted.
    void giveAll() {
        budget.give(Use.STREAMS, BYTES);
        giveShare();
        giveHead();
    }

    /// False if nobody has read so many frames of its body that no more may come.
    boolean addFrame(boolean othersAreRead) {
        unreadFrames = othersAreRead ? 1 : unreadFrames + 1;
        return unreadFrames <= MAX_UNREAD_FRAMES;
    }

    /// Vert.x has got its head.
    void take() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    /// Its client has reset it.
    void reset() {
        reset = true;
    }

    boolean isReset() {
        return reset;
    }

    /// Its answer takes long, or has a patience of its own.
    void setWatchedElsewhere(boolean elsewhere) {
        watchedElsewhere = elsewhere;
    }

    /// Called each time that the patience has passed. False if it waits for its client, and did so the time before.
    boolean hasPatience(boolean waits) {
        boolean counts = waits && !watchedElsewhere;
        boolean over = counts && waitedBefore;
        waitedBefore = counts;
        return !over;
    }
}
