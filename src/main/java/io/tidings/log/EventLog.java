package io.tidings.log;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Keeps events in one order. Every method but [#appendAsync] may block, so call it from a virtual thread, thousands at
/// once if need be: what has queued up is committed together. Each may throw [LogUnavailableException].
public interface EventLog extends AutoCloseable {
    /// Keeps a batch. The ids come, in order, once it would survive a crash as the engine promises; or a
    /// [LogUnavailableException], or a [TooLargeException] if the log can never have room for it. A batch whose
    /// idempotency key is known is not kept; the ids are then those of the first, or a [ReusedKeyException]
    /// comes if the first held something else. Does not block; what depends on the result must not either, since
    /// a thread of the engine may run it.
    CompletionStage<List<EventId>> appendAsync(Batch batch);

    /// Keeps a batch as [#appendAsync] does, and waits for its ids.
    default List<EventId> append(Batch batch) {
        return Await.result(appendAsync(batch));
    }

    /// Reads the selected events after the cursor, oldest first. The latest of a topic is the newest event if it may
    /// be read, or else the newest public one. It may return fewer events than the limit, even none,
    /// and still not be at the end: go on from the page's cursor.
    Page read(Cursor from, Selection selection, PageLimit limit);

    /// The wanted topics with kept events whose names begin with the prefix and follow the given name, in order of
    /// names. Private events count where they may be read by that topic.
    List<TopicSummary> topics(Selection selection, String prefix, String after, int limit);

    /// Drops all that is kept of a topic. An event with other topics stays with those.
    void drop(Topic topic);

    /// One small step of what [Retention] asks for; true if there is more to do at once.
    boolean trim();

    /// How much there is, as of now or of a moment ago.
    Extent extent();

    /// For how long the tail has not had all that was appended, or does not know; zero if it has it. Never blocks.
    default Duration tailLag() {
        return Duration.ZERO;
    }

    /// False once the thread that writes has ended by an error: nothing but a restart helps. Never blocks.
    default boolean isAlive() {
        return true;
    }

    /// Hands over what is appended from now on.
    Tail tail(Tail.Listener listener);

    /// Whose tokens are refused.
    Revocations revocations();

    /// Throws what an append would throw now, and retries recovery.
    void check();

    @Override
    void close();
}
