package io.tidings.replica;

import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.RedisScript;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.redis.ScriptCall;
import io.tidings.replica.Outbox.Look;
import io.tidings.replica.Outbox.Post;
import io.tidings.replica.Outbox.Task;
import io.tidings.replica.Trouble.Part;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/// Renews the lease of this replica and sends its messages, on a thread and a connection of its own. What has
/// queued up goes to Redis in one call, which says as well which replicas live.
final class Exchange implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final RedisScript EXCHANGE = RedisScript.beside(Exchange.class, "exchange");
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final long RENEWAL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_MILLIS = 100;

    /// What the script answers for a message whose receiver it knows.
    private static final String KNOWN = "1";

    private final DedicatedConnection connection;
    private final Keys keys;
    private final ReplicaName self;
    private final Trouble trouble;
    private final Outbox outbox = new Outbox();
    private final Thread thread =
            Thread.ofPlatform().name("replica-calls").daemon().unstarted(this::run);
    private volatile Set<ReplicaName> living = Set.of();
    private volatile boolean isServing;
    private volatile boolean closed;
    private long renewAt = System.nanoTime();

    Exchange(Redis redis, Keys keys, ReplicaName self, Trouble trouble) {
        this.connection = new DedicatedConnection(redis);
        this.keys = keys;
        this.self = self;
        this.trouble = trouble;
    }

    void start() {
        thread.start();
    }

    /// From now on this replica has a lease; completes once it has.
    CompletableFuture<Set<ReplicaName>> join() {
        isServing = true;
        return look();
    }

    /// The replicas that live, this one included; fails with [RedisUnavailableException].
    CompletableFuture<Set<ReplicaName>> look() {
        return outbox.put(new Look(new CompletableFuture<>())).done();
    }

    /// Sends a message. Gives false if it is a call and its receiver is not known; fails with
    /// [RedisUnavailableException]. What depends on it runs on the thread that sends.
    CompletableFuture<Boolean> post(Message message) {
        return outbox.put(new Post(message, new CompletableFuture<>())).done();
    }

    /// Whether a replica has had a lease lately.
    boolean isLiving(ReplicaName replica) {
        return living.contains(replica);
    }

    private void run() {
        var group = new ArrayList<Task>();
        while (!closed) {
            try {
                outbox.take(group, renewAt - System.nanoTime());
                exchange(group, isServing ? LEASE.toMillis() : 0);
            } catch (InterruptedException _) {
                closed = true;
            }
            group.clear();
        }
        leave();
        outbox.end();
    }

    private void exchange(List<Task> group, long lease) throws InterruptedException {
        try {
            long begun = System.nanoTime();
            finish(group, connection.run(call(posts(group), lease), Calls.PATIENCE));
            renewAt = begun + RENEWAL_NANOS;
            outbox.reopen();
            trouble.over(Part.SENDING);
        } catch (RedisUnavailableException e) {
            fail(group, e);
        } catch (LostConnectionException e) {
            fail(group, new RedisUnavailableException("lost the connection to Redis", e));
        } catch (RuntimeException | Error e) {
            LOG.error("What Redis said is not understood", e);
            fail(group, new RedisUnavailableException("what Redis said is not understood", e));
        }
    }

    private static List<Post> posts(List<Task> group) {
        return group.stream()
                .filter(Post.class::isInstance)
                .map(Post.class::cast)
                .toList();
    }

    private ScriptCall call(List<Post> posts, long lease) {
        var messages = posts.stream().map(Post::message).toList();
        var call = new ScriptCall(EXCHANGE, keys.exchange(messages))
                .with(self.text())
                .with(lease);
        for (var message : messages) {
            call.with(message.peer().text())
                    .with(message.kind().name())
                    .with(message.id())
                    .with(message.body());
        }
        return call;
    }

    private void finish(List<Task> group, Response reply) {
        living = StreamSupport.stream(reply.get(0).spliterator(), false)
                .map(name -> new ReplicaName(name.toString()))
                .collect(Collectors.toUnmodifiableSet());
        int posts = 0;
        for (var task : group) {
            switch (task) {
                case Post post ->
                    post.done().complete(reply.get(1).get(posts++).toString().equals(KNOWN));
                case Look look -> look.done().complete(living);
            }
        }
    }

    private void fail(List<Task> group, RedisUnavailableException unavailable) throws InterruptedException {
        trouble.hit(Part.SENDING, unavailable);
        outbox.refuse(group, unavailable);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        renewAt = System.nanoTime();
    }

    /// Without the lease the others know at once that this replica is gone.
    private void leave() {
        try {
            connection.run(call(List.of(), 0), Calls.PATIENCE);
        } catch (RedisUnavailableException | LostConnectionException _) {
            // Its lease ends by itself.
        } finally {
            connection.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        outbox.close();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
