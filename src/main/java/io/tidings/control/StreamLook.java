package io.tidings.control;

import io.tidings.delivery.Lane;
import io.tidings.delivery.RecentFrames;
import io.tidings.delivery.Subscriber;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks at the streams of a lane, on its loop: those that a filter includes and whose numbers follow another one.
final class StreamLook implements Function<Subscriber, Optional<SeenStream>> {
    private final StreamFilter filter;
    private final long after;
    private final Lane lane;
    private @Nullable RecentFrames recent;

    StreamLook(StreamFilter filter, long after, Lane lane) {
        this.filter = filter;
        this.after = after;
        this.lane = lane;
    }

    @Override
    public Optional<SeenStream> apply(Subscriber subscriber) {
        if (!(subscriber.holder() instanceof OpenStream stream)
                || stream.number() <= after
                || !filter.includes(stream, subscriber)) {
            return Optional.empty();
        }
        if (recent == null) {
            recent = lane.streams().recent();
        }
        return Optional.of(SeenStream.of(lane, subscriber, stream, recent));
    }
}
