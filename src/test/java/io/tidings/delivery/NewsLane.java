package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.NativeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A lane whose subscribers all want `news`, and differ in the private events that they may read.
final class NewsLane {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(1_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(100, 10_000_000));
    private final List<byte[]> writes = new ArrayList<>();

    /// A client that keeps what it was sent, write by write, without the cursor at its opening.
    final class Client extends Probe {
        private final List<byte[]> own = new ArrayList<>();
        private final Subscriber subscriber;

        private Client(Patterns readable) {
            var selection = new Selection(Patterns.of("news"), readable);
            subscriber = new Subscriber(selection, new Cursor.Now(), NativeFormat.PLAIN, this);
        }

        @Override
        public void send(byte[] bytes) {
            own.add(bytes);
            writes.add(bytes);
            super.send(bytes);
        }

        List<byte[]> writes() {
            return own;
        }

        String lastWrite() {
            return new String(own.getLast(), StandardCharsets.UTF_8);
        }

        byte[] onlyWrite() {
            if (own.size() != 1) {
                throw new AssertionError(own.size() + " writes");
            }
            return own.getFirst();
        }

        boolean isLive() {
            return subscriber.isLive();
        }

        void leave() {
            lane.remove(subscriber);
            loop.run();
        }
    }

    Client join(String... readable) {
        return join(Patterns.of(readable));
    }

    Client join(Patterns readable) {
        var client = new Client(readable);
        lane.add(() -> Optional.of(client.subscriber));
        loop.run();
        client.own.clear();
        writes.clear();
        return client;
    }

    /// Publishes events, which the lane sends in one turn; returns their ids.
    List<String> publish(Draft... drafts) {
        var ids = log.append(Batch.of(drafts)).stream().map(EventId::toString).toList();
        loop.run();
        return ids;
    }

    static Draft forAll() {
        return draft("x", Visibility.PUBLIC, "news");
    }

    /// For those who may read private events of a topic.
    static Draft forReadersOf(String topic) {
        return draft("x", Visibility.PRIVATE, "news", topic);
    }

    static Draft draft(String data, Visibility visibility, String... topics) {
        var names = List.of(topics).stream().map(Topic::new).toList();
        return new Draft(names, Optional.empty(), Utf8.of(data), OptionalLong.empty(), visibility);
    }

    void beat() {
        lane.beat(1);
        loop.run();
    }

    /// How often the bytes were others than those before: each time a loop makes a chunk.
    int chunks() {
        int chunks = 0;
        byte[] last = {};
        for (var bytes : writes) {
            chunks += bytes == last ? 0 : 1;
            last = bytes;
        }
        return chunks;
    }
}
