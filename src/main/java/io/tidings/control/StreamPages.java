package io.tidings.control;

import io.tidings.replica.ReplicaName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Makes pages of the open streams of all replicas. It asks one replica after the other, and none that a page does not
/// need: with all of them at once, each would look at all of its streams for every page. Blocks.
@ApplicationScoped
class StreamPages {
    /// Once it has passed, a page ends before the next replica.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StreamCalls calls;
    private final StreamList list;
    private final LongSupplier nanoTime;

    @Inject
    StreamPages(StreamCalls calls, StreamList list) {
        this(calls, list, System::nanoTime);
    }

    StreamPages(StreamCalls calls, StreamList list, LongSupplier nanoTime) {
        this.calls = calls;
        this.list = list;
        this.nanoTime = nanoTime;
    }

    /// Streams, and the place at which the next page begins, if there is one.
    record StreamPage(List<StreamReport> streams, Optional<StreamPlace> next) {
        /// What it takes, in bytes.
        long bytes() {
            return StreamPart.bytes(streams);
        }
    }

    /// The streams that a query selects, after a place: as many as the limit, or fewer if there is no room or no time
    /// for more.
    StreamPage read(StreamQuery query, Optional<StreamPlace> after, int limit) {
        long begun = nanoTime.getAsLong();
        var found = new ArrayList<StreamReport>();
        int room = StreamPart.ROOM;
        boolean isFirst = true;
        for (var place : places(after)) {
            if (!isFirst && nanoTime.getAsLong() - begun > PATIENCE.toNanos()) {
                return new StreamPage(found, Optional.of(place));
            }
            isFirst = false;
            var call = new StreamCall.ListSome(query, place.number(), limit - found.size(), room);
            var part = read(place.replica(), call);
            found.addAll(part.streams());
            room = Math.max(0, room - StreamPart.size(part.streams()));
            if (part.cut() != null) {
                return new StreamPage(found, Optional.of(new StreamPlace(place.replica(), part.cut())));
            }
        }
        return new StreamPage(found, Optional.empty());
    }

    private StreamPart read(ReplicaName replica, StreamCall.ListSome call) {
        return replica.equals(calls.self())
                ? list.read(call)
                : StreamReply.await(calls.askIfThere(replica, call)).part();
    }

    /// Where to begin at each replica that has streams after a place, in their order.
    private List<StreamPlace> places(Optional<StreamPlace> after) {
        return Stream.concat(Stream.of(calls.self()), calls.others().stream())
                .sorted(Comparator.comparing(ReplicaName::text))
                .flatMap(replica -> begin(replica, after).stream())
                .toList();
    }

    private static Optional<StreamPlace> begin(ReplicaName replica, Optional<StreamPlace> after) {
        int order = after.map(place -> replica.text().compareTo(place.replica().text()))
                .orElse(1);
        return order == 0 ? after : order > 0 ? Optional.of(StreamPlace.before(replica)) : Optional.empty();
    }
}
