package io.tidings.control;

import io.tidings.auth.AccessPolicy;
import io.tidings.delivery.Lane;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Patterns;
import io.tidings.replica.Replicas;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The open streams of this node that have a name: those that asked for one, and those that were listed. Any thread may
/// look for one.
@ApplicationScoped
public class NamedStreams {
    private final Map<StreamId, NamedStream> streams = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Replicas replicas;
    private final AccessPolicy policy;

    NamedStreams(Replicas replicas, AccessPolicy policy) {
        this.replicas = replicas;
        this.policy = policy;
    }

    /// A stream, and the subscriber that it is to its lane.
    record NamedStream(StreamId id, OpenStream stream, Lane lane, Subscriber subscriber) {}

    /// Gives a stream a name that its client is told, and warns that client before the stream ends. Call on the event
    /// loop of the stream.
    public StreamId open(OpenStream stream, Lane lane, Subscriber subscriber, Instant now) {
        var id = name(stream, lane, subscriber);
        stream.name().ifPresent(name -> name.warnBefore(stream.expiry(), now));
        return id;
    }

    /// The name of a stream; a new one if it has none.
    private StreamId name(OpenStream stream, Lane lane, Subscriber subscriber) {
        return stream.name().map(StreamName::id).orElseGet(() -> {
            var id = StreamId.of(replicas.self(), random);
            stream.name(new StreamName(id));
            streams.put(id, new NamedStream(id, stream, lane, subscriber));
            return id;
        });
    }

    /// The names of those streams of a lane that are not over, by their numbers. Call on its event loop.
    Map<Long, StreamId> name(List<SeenStream> streams) {
        return streams.stream()
                .filter(seen -> !seen.stream().isMarkedOver())
                .collect(Collectors.toMap(
                        SeenStream::number, seen -> name(seen.stream(), seen.lane(), seen.subscriber())));
    }

    /// A stream is over. Call on its event loop.
    public void close(OpenStream stream) {
        stream.name().ifPresent(name -> streams.remove(name.id()));
    }

    Optional<NamedStream> find(StreamId id) {
        return Optional.ofNullable(streams.get(id));
    }

    /// The topics that the holder of a stream may subscribe to: its own, and those of everybody. Call on the event loop
    /// of the stream.
    Patterns grantsOf(OpenStream stream) {
        return stream.grants().with(policy.anonymous().grants().subscribe());
    }
}
