package io.tidings.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.memory.Budget;
import io.tidings.replica.Answer;
import io.tidings.replica.ReplicaName;
import io.tidings.replica.Replicas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Replicas that call one another without a network. Their names are their numbers, so they are listed in that order.
final class ReplicasInOneProcess implements AutoCloseable {
    static final long BUDGET = 20_000_000;

    private final Map<ReplicaName, Function<String, CompletionStage<Answer>>> serving = new HashMap<>();
    private final List<OneReplica> replicas = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    private final List<StreamCalls> calls = new ArrayList<>();
    private final List<ReplicaName> asked = new ArrayList<>();
    private Runnable beforeSending = () -> {};

    ReplicasInOneProcess(int count) {
        for (int i = 0; i < count; i++) {
            var replica = new OneReplica();
            var budget = new Budget(BUDGET);
            var ofReplica = new StreamCalls(new Neighbour(name(i)), new ObjectMapper(), budget);
            ofReplica.serve(call -> CompletableFuture.completedStage(
                    StreamReply.listed(replica.list.read((StreamCall.ListSome) call))));
            replicas.add(replica);
            budgets.add(budget);
            calls.add(ofReplica);
        }
    }

    static ReplicaName name(int number) {
        return new ReplicaName("%016x".formatted(number));
    }

    OneReplica replica(int number) {
        return replicas.get(number);
    }

    Budget budget(int number) {
        return budgets.get(number);
    }

    StreamCalls calls(int number) {
        return calls.get(number);
    }

    /// What to do before an answer is sent.
    void beforeSending(Runnable action) {
        beforeSending = action;
    }

    /// Which were asked by others, in that order.
    List<ReplicaName> asked() {
        return asked;
    }

    @Override
    public void close() {
        replicas.forEach(OneReplica::close);
    }

    private final class Neighbour implements Replicas {
        private final ReplicaName self;

        Neighbour(ReplicaName self) {
            this.self = self;
        }

        @Override
        public ReplicaName self() {
            return self;
        }

        @Override
        public Set<ReplicaName> others() {
            return serving.keySet().stream().filter(name -> !name.equals(self)).collect(Collectors.toSet());
        }

        @Override
        public boolean mayLive(ReplicaName other) {
            return true;
        }

        @Override
        public CompletionStage<String> ask(ReplicaName replica, String call) {
            asked.add(replica);
            var other = serving.get(replica);
            if (other == null) {
                return CompletableFuture.failedStage(new IllegalStateException("there is no " + replica));
            }
            return other.apply(call).thenApply(answer -> {
                beforeSending.run();
                answer.whenSent().run();
                return answer.text();
            });
        }

        @Override
        public void serve(Function<String, CompletionStage<Answer>> answering) {
            serving.put(self, answering);
        }

        @Override
        public void close() {}
    }
}
