package io.tidings.memory;

/// The least budget with which each request that is allowed can be carried out, if no other is at the same time.
final class LeastBudget {
    /// A body becomes bytes, text, events and frames before its request is answered.
    private static final int COPIES_OF_BODY = 3;

    /// An event of a replay is there as it was kept, and as it is sent, where a line break takes seven bytes. On a page
    /// of history it takes less.
    private static final int COPIES_OF_EVENT = 8;

    /// The page that takes most but for one with the largest event: a list of a thousand topics.
    private static final int MAX_PAGE = 1_000 * 4 * 1024;

    /// Of a budget. The window of recent events, and what waits for a lane beside it, are held all the time.
    private static final double WINDOW_PERCENT = 12.5;

    private LeastBudget() {}

    /// The least budget in bytes, for the largest event and batch that are allowed, in bytes.
    static long bytes(long largestEvent, long largestBatch) {
        double body = COPIES_OF_BODY * (double) Math.max(largestEvent, largestBatch);
        double page = Math.max(MAX_PAGE, COPIES_OF_EVENT * (double) largestEvent);
        return (long) Math.ceil(Math.max(body, page / (Use.SENDING.percent() - WINDOW_PERCENT) * 100));
    }
}
