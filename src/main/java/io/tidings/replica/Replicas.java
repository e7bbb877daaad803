package io.tidings.replica;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The processes that share this one's log, and calls between them. Any thread may call it.
public interface Replicas extends AutoCloseable {
    /// The name of this one.
    ReplicaName self();

    /// Those that live, without this one. Blocks for seconds at most; throws
    /// [io.tidings.redis.RedisUnavailableException] if what they share is unavailable.
    Set<ReplicaName> others();

    /// False if it is sure, without asking what they share, that no other one with this name lives.
    boolean mayLive(ReplicaName other);

    /// Asks another one, which runs the call once or not at all. Completes within about two seconds with the
    /// answer, or exceptionally: with [UnknownReplicaException] if no such replica lives, with
    /// [SilentReplicaException] if it lives but has not answered in time, or with
    /// [io.tidings.redis.RedisUnavailableException] if what they share is unavailable. Does not block; what
    /// depends on the answer must not either.
    CompletionStage<String> ask(ReplicaName replica, String call);

    /// Says what answers the calls of others. They may ask from now on. The function runs on the thread that
    /// receives calls and answers, so it must not block; the stage that it returns may complete on any
    /// thread.
    void serve(Function<String, CompletionStage<Answer>> answering);

    /// Leaves: the others no longer know this one.
    @Override
    void close();
}
