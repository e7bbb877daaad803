package io.tidings.log;

import io.tidings.event.Topic;
import java.time.Duration;
import java.util.List;

/// Counts over all replicas who has streams on which topics, and decides when a subject joins and leaves:
/// with its first stream, and once its last one has been gone for the grace. Each change is kept in order
/// until it is told.
///
/// A replica reports what it has, and lives by renewing. When it has not for a while, its streams count as
/// gone since it last did. Time counts only while some replica reports, renews or sweeps: where all of them,
/// or the store, were away, nobody leaves because of that.
///
/// Every method blocks and may throw [LogUnavailableException]; then the store may have done it, and it may
/// be called again. One thread of a replica calls all but [#read].
public interface PresenceStore {
    /// Takes the newest counts of this replica. False if the store does not know what the replica reported
    /// before, and has taken nothing: the next reports must have everything anew.
    boolean report(List<PresenceCount> counts);

    /// Goes on as a replica that has reported nothing yet: what it has is reported anew, and the rest is
    /// gone.
    void beginAnew();

    /// Says that this replica lives. False if the store does not know what it reported: see [#report].
    boolean renew();

    /// One small step of what time demands: lets leave the subjects whose last stream has been gone for the
    /// grace, and takes the streams of dead replicas for gone. True if there is more to do at once.
    boolean sweep(Duration grace);

    /// The oldest changes, at most some hundreds.
    PresenceChanges untold();

    /// Forgets changes that are kept in the log now. Does nothing if they are forgotten already.
    void told(PresenceChanges changes);

    /// The subjects on a topic after the one whose key has this text, or from the first one on if it is
    /// empty. Any thread may call it.
    PresencePage read(Topic topic, String after, int limit);
}
