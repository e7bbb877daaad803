package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/// The reasons for which a connection is not read from: it is read again when the last of them is gone. Owned by the
/// connection's loop.
final class ReadStops {
    private static final AttributeKey<ReadStops> OF_CHANNEL = AttributeKey.valueOf(ReadStops.class, "of channel");

    private final Channel channel;
    private int reasons;
    private boolean wasReading;

    private ReadStops(Channel channel) {
        this.channel = channel;
    }

    static ReadStops of(Channel channel) {
        var attribute = channel.attr(OF_CHANNEL);
        if (attribute.get() == null) {
            attribute.set(new ReadStops(channel));
        }
        return attribute.get();
    }

    /// One reason more. Call [#remove] for each.
    void add() {
        if (reasons++ == 0) {
            wasReading = channel.config().isAutoRead();
            channel.config().setAutoRead(false);
        }
    }

    /// Goes on reading if that was the last reason, unless others had stopped that before. Vert.x may have told the
    /// channel to read meanwhile, of which the handlers that stopped it passed nothing on.
    void remove() {
        if (--reasons == 0 && (wasReading || channel.config().isAutoRead())) {
            channel.config().setAutoRead(true);
            var _ = channel.read();
        }
    }
}
