package io.tidings.control;

import io.tidings.delivery.Lane;
import io.tidings.delivery.LaneStreams;
import io.tidings.delivery.OpenStreams;
import io.tidings.delivery.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Ends all open streams of this node that a query selects. Any thread may call it.
@ApplicationScoped
class SelectedStreams {
    private final OpenStreams open;

    SelectedStreams(OpenStreams open) {
        this.open = open;
    }

    /// Ends those that are selected before a step, once that is done. The step may revoke their tokens: they then end
    /// as with tokens that have ended, and count even if they have ended by themselves meanwhile.
    CompletionStage<StreamReply> end(StreamQuery query, Supplier<CompletionStage<StreamReply>> step) {
        var filter = new StreamFilter(query);
        var selected = open.lanes().stream()
                .map(Lane::streams)
                .map(streams -> streams.collect(subscriber -> select(filter, subscriber))
                        .thenApply(subscribers -> new Selected(streams, subscribers))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(selected.toArray(CompletableFuture<?>[]::new))
                .thenCompose(_ -> step.get())
                .thenApply(_ -> StreamReply.ended(selected.stream()
                        .map(CompletableFuture::join)
                        .mapToInt(Selected::end)
                        .sum()));
    }

    private static Optional<Subscriber> select(StreamFilter filter, Subscriber subscriber) {
        return subscriber.holder() instanceof OpenStream stream && filter.includes(stream, subscriber)
                ? Optional.of(subscriber)
                : Optional.empty();
    }

    /// The streams of a lane that are to end.
    private record Selected(LaneStreams streams, List<Subscriber> subscribers) {
        int end() {
            streams.expire(Instant.now());
            subscribers.forEach(streams::end);
            return subscribers.size();
        }
    }
}
