package io.tidings.control;

import io.tidings.replica.ReplicaName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes pages of the open streams of all replicas. It asks one replica after the other, and none that a page does not
/// need: with all of them at once, each would look at all of its streams for every page. Blocks.
@ApplicationScoped
class StreamPages {
    private final StreamCalls calls;
    private final Streams streams;

    StreamPages(StreamCalls calls, Streams streams) {
        this.calls = calls;
        this.streams = streams;
    }

    /// Streams, and the place at which the next page begins, if there is one.
    record StreamPage(List<StreamReport> streams, Optional<StreamPlace> next) {}

    /// The streams that a query selects, after a place.
    StreamPage read(StreamQuery query, Optional<StreamPlace> after, int limit) {
        var found = new ArrayList<StreamReport>();
        for (var place : places(after)) {
            var call = new StreamCall.ListSome(query, place.number(), limit - found.size());
            var part =
                    StreamReply.await(streams.askIfThere(place.replica(), call)).part();
            found.addAll(part.streams());
            if (part.cut() != null) {
                return new StreamPage(found, Optional.of(new StreamPlace(place.replica(), part.cut())));
            }
        }
        return new StreamPage(found, Optional.empty());
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
