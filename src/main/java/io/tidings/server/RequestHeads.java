package io.tidings.server;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The heads of requests that an HTTP/1 connection holds: that of the request that is being answered, or whose body
/// goes on, and what the decoder has of others behind it. What is large counts against the share of the client. Owned
/// by the connection's loop.
public final class RequestHeads {
    public static final int MAX_LINES = HeadWeight.MAX_LINES;
    public static final int MAX_PARTS = HeadWeight.MAX_PARTS;
    public static final int MAX_PREFERENCES = HeadWeight.MAX_PREFERENCES;

    /// Part of what a connection takes, in bytes. The request of a program is smaller, that of most browsers is not.
    static final int FREE = 4 * 1024;

    /// The decoder's buffer grows by doubling.
    private static final int COPIES_OF_A_LINE = 2;

    private final ClientShare share;
    private int answered;
    private int lines;
    private int arriving;
    private int undecoded;
    private boolean inHead;
    private boolean lacksRoom;
    private boolean released;
    private @Nullable Hold hold;

    RequestHeads(ClientShare share) {
        this.share = share;
    }

    /// Those of an HTTP/1 connection, which its [Intake] counts.
    public static RequestHeads of(ChannelPipeline pipeline) {
        return pipeline.get(Intake.class).heads();
    }

    /// The decoder has read the first line of a head; false if the budget has no room for more.
    boolean begin() {
        inHead = true;
        lines = 0;
        arriving += HeadWeight.REQUEST_BYTES;
        return hasRoom();
    }

    /// True between the first line of a head and its end.
    boolean isInHead() {
        return inHead;
    }

    /// The decoder has read a header; false if it is one too many, or the budget has no room for more. Trailers are not
    /// kept, and do not count.
    boolean addLine() {
        if (!inHead) {
            return true;
        }
        lines++;
        arriving += HeadWeight.LINE_BYTES;
        return lines <= HeadWeight.MAX_LINES && hasRoom();
    }

    /// The turn of a request has come; false if its head is more than anybody needs, or than the budget has room for.
    public boolean answer(HttpRequest request) {
        var weight = HeadWeight.of(request);
        answered = weight.bytes();
        arriving = Math.max(0, arriving - HeadWeight.REQUEST_BYTES - HeadWeight.LINE_BYTES * weight.lines());
        return !weight.isTooMuch() && hasRoom();
    }

    /// The decoder has got these bytes, and made nothing of them yet; false if the budget has no room for them.
    boolean addUndecoded(int length) {
        undecoded += length;
        return hasRoom();
    }

    /// The decoder has made something of what it had.
    void decoded(Object message) {
        undecoded = 0;
        inHead &= !(message instanceof HttpRequest);
    }

    private boolean hasRoom() {
        if (bytes() <= FREE) {
            return true;
        }
        if (released) {
            return false;
        }
        if (hold == null) {
            hold = share.tryHold(Use.HEADS, 0);
        }
        lacksRoom = hold == null || !hold.tryResize(bytes());
        return !lacksRoom;
    }

    /// True if what was refused last may be heard later, when the client or others hold less.
    public boolean lacksRoom() {
        return lacksRoom;
    }

    private int bytes() {
        return answered + arriving + COPIES_OF_A_LINE * undecoded;
    }

    /// True if the head of the request that is being answered is more than what a connection takes anyway.
    boolean isLarge() {
        return answered > FREE;
    }

    /// The request has arrived and is answered. What the decoder has of others stays.
    void forget() {
        shrink(0);
    }

    /// No more than these bytes are left of the head of the request that is being answered.
    void shrink(int remainder) {
        answered = Math.min(answered, remainder);
        if (hold != null) {
            hold.resize(bytes());
        }
    }

    /// The connection is over, and nothing more is held for it from now on: an answer to a head that was cut off may
    /// still come to its end. Returns what was held, to be released when nobody has the heads any more.
    Optional<Hold> leave() {
        released = true;
        var held = Optional.ofNullable(hold);
        hold = null;
        return held;
    }
}
