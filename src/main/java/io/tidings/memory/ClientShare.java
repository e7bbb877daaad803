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

    /// The same for bytes that wait in a connection, whichever way they go. Where pages that nobody reads have taken
    /// all
    /// of the room, it is that of live frames.
    public @Nullable Hold tryHoldWaiting(long bytes) {
        var hold = tryHold(Use.SENDING, bytes);
        return hold == null ? tryHold(Use.LIVE, bytes) : hold;
    }
}
