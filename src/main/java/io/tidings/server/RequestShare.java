package io.tidings.server;

import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the requests of one HTTP/2 connection take of the share of its client. Any thread may call it.
final class RequestShare {
    private final ClientShares shares;
    private final String address;
    private final Budget share;

    /// The connection, and each request that has taken its part.
    private final AtomicInteger holders = new AtomicInteger(1);

    RequestShare(ClientShares shares, String address) {
        this.shares = shares;
        this.address = address;
        this.share = shares.enter(address);
    }

    /// True if there is room for a request, and the connection is not over; it has its part until [#give].
    boolean tryTake() {
        if (holders.get() == 0 || !share.tryTake(Use.STREAMS, Http2Request.BYTES)) {
            return false;
        }
        holders.incrementAndGet();
        return true;
    }

    /// The same for what its head takes.
    @Nullable
    Hold tryHoldHead(long bytes) {
        return shares.tryHold(address, Use.HEADS, bytes);
    }

    void give() {
        share.give(Use.STREAMS, Http2Request.BYTES);
        leave();
    }

    /// The connection is over. Its requests may hold their parts for longer.
    void leave() {
        if (holders.decrementAndGet() == 0) {
            shares.leave(address);
        }
    }
}
