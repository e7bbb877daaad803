package io.tidings.replica;

import io.tidings.replica.Message.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The calls of this replica that wait for their answers, a bounded number of them and for a bounded time.
final class Calls {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST = 10_000;

    private final Map<Long, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /// A call that has begun to wait. The answer fails with a [java.util.concurrent.TimeoutException] if none
    /// comes in time.
    record Waiting(Message message, CompletableFuture<String> answer) {}

    Waiting add(ReplicaName replica, String body) {
        long id = lastId.incrementAndGet();
        var answer = new CompletableFuture<String>();
        waiting.put(id, answer);
        var _ = answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, _) -> waiting.remove(id));
        if (waiting.size() > MOST) {
            fail(id, new SilentReplicaException("too many calls wait for the answers of other hubs"));
        }
        return new Waiting(new Message(Kind.CALL, id, replica, body), answer);
    }

    void answer(long id, String text) {
        var call = waiting.get(id);
        if (call != null) {
            call.complete(text);
        }
    }

    void fail(long id, RuntimeException failure) {
        var call = waiting.get(id);
        if (call != null) {
            call.completeExceptionally(failure);
        }
    }

    void failAll(RuntimeException failure) {
        waiting.keySet().forEach(id -> fail(id, failure));
    }
}
