package io.tidings.memory;

/// What a part of the [Budget] is spent on. Each use has a share of its own, so that a flood of one kind leaves the
/// others their room. The shares are all of the budget.
public enum Use {
    /// Connections, at a flat rate each.
    CONNECTIONS(11),
    /// Large heads of requests, until somebody has read them.
    HEADS(4),
    /// Requests that wait for something that the hub has to do first.
    WAITING(3),
    /// Open streams, and all requests of HTTP/2.
    STREAMS(20),
    /// Bodies that are being read, until their events are kept.
    PUBLISHING(16),
    /// Bodies that change an open stream, until it is changed. Anyone may have a stream, few may publish.
    CHANGING(2),
    /// Pages, responses and frames that clients have not taken yet.
    SENDING(40),
    /// Frames of live streams, where pages that nobody reads have taken all of the share before this.
    LIVE(3),
    /// What has arrived in connections and waits there, where those pages have taken all of their share. Frames of live
    /// streams leave it alone, and it leaves them alone.
    ARRIVING(1);

    private final int percent;

    Use(int percent) {
        this.percent = percent;
    }

    /// Of a budget.
    int percent() {
        return percent;
    }

    /// What this use may take of a budget, in bytes.
    long limit(long budget) {
        return budget / 100 * percent;
    }
}
