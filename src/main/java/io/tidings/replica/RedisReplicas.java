package io.tidings.replica;

import io.tidings.redis.RedisUnavailableException;
import io.vertx.redis.client.Redis;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Replicas that share a log in Redis, and call one another through it: a call is a message in the inbox of
/// the replica that is asked, and its answer one in the inbox of the replica that has asked. Each has a lease
/// of four seconds from its first [#serve] on, and renews it every second.
public final class RedisReplicas implements Replicas {
    private static final Logger LOG = Logger.getLogger(RedisReplicas.class);

    /// More than Redis has for a call, and for the one before it.
    private static final int LOOK_SECONDS = 5;

    private final ReplicaName self = ReplicaName.random();
    private final Calls calls = new Calls();
    private final Exchange exchange;
    private final Inbox inbox;
    private volatile Function<String, CompletionStage<Answer>> answering =
            _ -> CompletableFuture.failedStage(new IllegalStateException("this hub does not take calls yet"));

    /// With the prefix of the log. The client stays the caller's.
    public RedisReplicas(Redis redis, String prefix) {
        var keys = new Keys(prefix);
        var trouble = new Trouble();
        this.exchange = new Exchange(redis, keys, self, trouble);
        this.inbox = new Inbox(redis, keys.inbox(self), this::receive, trouble);
        exchange.start();
        inbox.start();
    }

    @Override
    public ReplicaName self() {
        return self;
    }

    @Override
    public Set<ReplicaName> others() {
        try {
            return exchange.look().orTimeout(LOOK_SECONDS, TimeUnit.SECONDS).join().stream()
                    .filter(name -> !name.equals(self))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RedisUnavailableException cause
                    ? new RedisUnavailableException(String.valueOf(cause.getMessage()), cause)
                    : new RedisUnavailableException("Redis does not answer", e);
        }
    }

    /// One that began a moment ago is not yet known here.
    @Override
    public boolean mayLive(ReplicaName other) {
        return true;
    }

    @Override
    public CompletionStage<String> ask(ReplicaName replica, String call) {
        var waiting = calls.add(replica, call);
        if (waiting.answer().isDone()) {
            return waiting.answer();
        }
        var sent = exchange.post(waiting.message());
        var _ = sent.whenComplete((isKnown, failure) -> {
            if (failure instanceof RuntimeException unavailable) {
                calls.fail(waiting.message().id(), unavailable);
            } else if (!isKnown) {
                calls.fail(waiting.message().id(), new UnknownReplicaException(replica));
            }
        });
        var answer = new CompletableFuture<String>();
        var _ = waiting.answer().whenComplete((text, failure) -> {
            if (failure == null) {
                answer.complete(text);
            } else {
                answer.completeExceptionally(
                        failure instanceof TimeoutException ? silence(replica, sent.isDone()) : failure);
            }
        });
        return answer;
    }

    private RuntimeException silence(ReplicaName replica, boolean isSent) {
        if (!isSent) {
            return new RedisUnavailableException("Redis does not answer");
        }
        return exchange.isLiving(replica)
                ? new SilentReplicaException("the hub " + replica + " does not answer")
                : new UnknownReplicaException(replica);
    }

    @Override
    public void serve(Function<String, CompletionStage<Answer>> answering) {
        this.answering = answering;
        var _ = exchange.join();
    }

    private void receive(Message message) {
        switch (message.kind()) {
            case CALL -> answer(message);
            case ANSWER -> calls.answer(message.id(), message.body());
            case FAULT ->
                calls.fail(
                        message.id(),
                        new SilentReplicaException("the hub " + message.peer() + " has failed to answer"));
        }
    }

    private void answer(Message call) {
        var _ = answering(call.body()).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.error("A call of another hub was not answered", failure);
                var _ = exchange.post(call.fault());
            } else {
                var _ = exchange.post(call.answer(answer.text()))
                        .whenComplete((_, _) -> answer.whenSent().run());
            }
        });
    }

    private CompletionStage<Answer> answering(String call) {
        try {
            return answering.apply(call);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void close() {
        exchange.close();
        inbox.close();
        calls.failAll(new RedisUnavailableException("this hub stops"));
    }
}
