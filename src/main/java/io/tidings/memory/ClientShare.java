package io.tidings.memory;

import org.jspecify.annotations.Nullable;

/// The part of the [Budget] that one client address may hold. Any thread may call it.
public final class ClientShare {
    private final ClientShares shares;
    private final String address;

    ClientShare(ClientShares shares, String address) {
        this.shares = shares;
        this.address = address;
    }

    /// Holds the bytes of both until the hold is released; none if there is no room in one of them.
    public @Nullable Hold tryHold(Use use, long bytes) {
        return shares.tryHold(address, use, bytes);
    }

    /// The same for bytes that wait in a connection which is not read, and for a part of a record or a frame whose rest
    /// has not arrived. Where pages that nobody reads have taken all of their room, there is some more.
    public @Nullable Hold tryHoldArriving(long bytes) {
        return tryHold(Use.SENDING, Use.ARRIVING, bytes);
    }

    /// The same for a live frame that its client has not taken. Where pages that nobody reads have taken all of their
    /// room, there is some more.
    public @Nullable Hold tryHoldLive(long bytes) {
        return tryHold(Use.SENDING, Use.LIVE, bytes);
    }

    private @Nullable Hold tryHold(Use first, Use second, long bytes) {
        var hold = tryHold(first, bytes);
        return hold == null ? tryHold(second, bytes) : hold;
    }
}
