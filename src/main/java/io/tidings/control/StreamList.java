package io.tidings.control;

import io.smallrye.common.net.HostName;
import io.tidings.auth.Subject;
import io.tidings.control.StreamReport.Lag;
import io.tidings.delivery.Lane;
import io.tidings.delivery.OpenStreams;
import io.tidings.delivery.RecentFrames;
import io.tidings.delivery.StreamState;
import io.tidings.delivery.Subscriber;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Lists the open streams of this node. Each lane hands over what it knows of its own in one short task; the rest is
/// done on the caller's thread.
@ApplicationScoped
class StreamList {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NamedStreams named;
    private final OpenStreams open;
    private final Lags lags;
    private final String node;

    StreamList(
            NamedStreams named,
            OpenStreams open,
            Lags lags,
            @ConfigProperty(name = "tidings.node") Optional<String> node) {
        this.named = named;
        this.open = open;
        this.lags = lags;
        this.node = node.orElseGet(HostName::getQualifiedHostName);
    }

    /// What a lane says of a stream: it does not change any more.
    private record Seen(
            StreamId id,
            OpenStream stream,
            Selection selection,
            StreamState state,
            EventId taken,
            long waitingBytes,
            long delivered,
            RecentFrames recent) {
        /// Whether its client has taken everything that it was offered.
        boolean isUpToDate() {
            return state == StreamState.LIVE && waitingBytes == 0;
        }
    }

    /// The streams that a query selects, in the order of their ids: those after an id, up to a number. Blocks, and may
    /// throw [io.tidings.log.LogUnavailableException].
    List<StreamReport> read(StreamQuery query, Optional<String> after, int limit) {
        return seen(query, after)
                .filter(stream -> query.minLagSeconds() <= 0 || seconds(stream) >= query.minLagSeconds())
                .sorted(Comparator.comparing(Seen::id))
                .limit(limit)
                .map(this::report)
                .toList();
    }

    private Stream<Seen> seen(StreamQuery query, Optional<String> after) {
        var lanes = open.lanes().stream()
                .map(lane -> lane.streams()
                        .collect(new Look(query, after.flatMap(StreamId::parse), lane))
                        .toCompletableFuture())
                .toList();
        return lanes.stream().map(StreamList::await).flatMap(List::stream);
    }

    private static List<Seen> await(Future<List<Seen>> lane) {
        try {
            return lane.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StreamRefusals.silentReplica();
        } catch (ExecutionException | TimeoutException _) {
            throw StreamRefusals.silentReplica();
        }
    }

    /// Looks at the streams of a lane, on its loop, and gives a name to those that have none.
    private final class Look implements Function<Subscriber, Optional<Seen>> {
        private final StreamQuery query;
        private final Optional<StreamId> after;
        private final Lane lane;
        private @Nullable RecentFrames recent;

        Look(StreamQuery query, Optional<StreamId> after, Lane lane) {
            this.query = query;
            this.after = after;
            this.lane = lane;
        }

        @Override
        public Optional<Seen> apply(Subscriber subscriber) {
            if (!(subscriber.holder() instanceof OpenStream stream) || !query.includes(stream, subscriber)) {
                return Optional.empty();
            }
            var id = named.name(stream, lane, subscriber);
            return after.map(id::compareTo).orElse(1) > 0
                    ? Optional.of(seen(id, stream, subscriber))
                    : Optional.empty();
        }

        private Seen seen(StreamId id, OpenStream stream, Subscriber subscriber) {
            if (recent == null) {
                recent = lane.streams().recent();
            }
            return new Seen(
                    id,
                    stream,
                    subscriber.selection(),
                    subscriber.state(),
                    subscriber.taken(recent.head()),
                    subscriber.waitingBytes(),
                    subscriber.delivered(),
                    recent);
        }
    }

    private double seconds(Seen stream) {
        return stream.isUpToDate() ? 0 : lags.seconds(stream.taken(), stream.selection(), stream.recent());
    }

    private StreamReport report(Seen seen) {
        var stream = seen.stream();
        var lag = seen.isUpToDate() ? Lag.NONE : lags.of(seen.taken(), seen.selection(), seen.recent());
        return new StreamReport(
                seen.id().toString(),
                stream.subject().map(Subject::name).orElse(null),
                stream.subject().flatMap(Subject::issuer).orElse(null),
                stream.address(),
                stream.userAgent().orElse(null),
                seen.selection().wanted().all().stream().map(Object::toString).toList(),
                stream.since().toString(),
                StreamQuery.name(seen.state()),
                seen.taken().toString(),
                lag,
                seen.waitingBytes(),
                seen.delivered(),
                node);
    }
}
