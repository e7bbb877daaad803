package io.tidings.replica;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A process that has its log for itself.
public final class Alone implements Replicas {
    private final ReplicaName self = ReplicaName.random();

    @Override
    public ReplicaName self() {
        return self;
    }

    @Override
    public Set<ReplicaName> others() {
        return Set.of();
    }

    @Override
    public boolean mayLive(ReplicaName other) {
        return false;
    }

    @Override
    public CompletionStage<String> ask(ReplicaName replica, String call) {
        return CompletableFuture.failedStage(new UnknownReplicaException(replica));
    }

    @Override
    public void serve(Function<String, CompletionStage<Answer>> answering) {}

    @Override
    public void close() {}
}
