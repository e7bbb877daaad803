package io.tidings.replica;

import io.tidings.redis.DedicatedConnection;
import io.tidings.redis.LostConnectionException;
import io.tidings.redis.RedisScript;
import io.tidings.redis.RedisUnavailableException;
import io.tidings.redis.ScriptCall;
import io.tidings.replica.Message.Kind;
import io.tidings.replica.Trouble.Part;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Takes what others send to this replica, on a thread and a connection of its own. A message is taken once,
/// or lost with the connection.
final class Inbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final RedisScript TAKE = RedisScript.beside(Inbox.class, "take");
    private static final int BLOCK_MILLIS = 500;
    private static final int PAUSE_MILLIS = 100;
    private static final int MAX_MESSAGES = 100;
    private static final int MAX_BYTES = 1024 * 1024;

    private final DedicatedConnection connection;
    private final String key;
    private final Consumer<Message> receiver;
    private final Trouble trouble;
    private final Thread thread =
            Thread.ofPlatform().name("replica-inbox").daemon().unstarted(this::run);
    private volatile boolean closed;

    /// The receiver is called on the thread of the inbox.
    Inbox(Redis redis, String key, Consumer<Message> receiver, Trouble trouble) {
        this.connection = new DedicatedConnection(redis);
        this.key = key;
        this.receiver = receiver;
        this.trouble = trouble;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                var taken = take();
                trouble.over(Part.RECEIVING);
                taken.forEach(this::hand);
            } catch (RedisUnavailableException | LostConnectionException e) {
                pause(e);
            } catch (RuntimeException | Error e) {
                LOG.error("What Redis said is not understood", e);
                pause(new RedisUnavailableException("what Redis said is not understood", e));
            }
        }
        connection.close();
    }

    private Iterable<Response> take() {
        var call = new ScriptCall(TAKE, List.of(key))
                .with(Calls.PATIENCE.toMillis())
                .with(MAX_MESSAGES)
                .with(MAX_BYTES);
        return Objects.requireNonNull(connection.runAfter(nextMessage(), call).getLast());
    }

    /// Waits until there is one, or for a while. What it returns is not handed over: the script takes it.
    private Request nextMessage() {
        return Request.cmd(Command.XREAD)
                .arg("COUNT")
                .arg(1)
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS")
                .arg(key)
                .arg("0-0");
    }

    private void hand(Response taken) {
        try {
            receiver.accept(new Message(
                    Kind.valueOf(taken.get(0).toString()),
                    Long.parseLong(taken.get(1).toString()),
                    new ReplicaName(taken.get(2).toString()),
                    taken.get(3).toString()));
        } catch (RuntimeException e) {
            LOG.error("A message of another hub could not be handled", e);
        }
    }

    private void pause(RuntimeException failure) {
        if (closed) {
            return;
        }
        trouble.hit(Part.RECEIVING, failure);
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
