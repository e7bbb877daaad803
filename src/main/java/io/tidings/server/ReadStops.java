package io.tidings.server;

import io.netty.channel.Channel;

/// The reasons for which the hub does not read from a connection: it reads again when the last of them is gone. Vert.x
/// has a reason of its own, the body of a request that nobody takes, and tells it by the same flag of the channel. So
/// while the hub does not read, this remembers what Vert.x wants. Owned by the connection's loop.
final class ReadStops {
    private final Channel channel;
    private int reasons;
    private boolean passing;
    private boolean wanted;

    /// Those of a connection: there is one of it.
    ReadStops(Channel channel) {
        this.channel = channel;
    }

    /// One reason more. Call [#remove] for each. A handler that stops reads passes none on, and calls [#onRead].
    void add() {
        if (reasons++ == 0 && !passing) {
            stop();
        }
    }

    private void stop() {
        wanted = channel.config().isAutoRead();
        channel.config().setAutoRead(false);
    }

    /// One reason less. The last one goes on reading, unless Vert.x does not want that.
    void remove() {
        if (--reasons == 0 && (channel.config().isAutoRead() || (wanted && !passing))) {
            channel.config().setAutoRead(true);
            var _ = channel.read();
        }
    }

    /// Somebody has told the channel to read, though it may not.
    void onRead() {
        if (reasons > 0 && !passing && channel.config().isAutoRead()) {
            stop();
        }
    }

    /// What waits is about to be passed on, of which Vert.x may have enough.
    void beginToPass() {
        passing = true;
        if (reasons > 0) {
            channel.config().setAutoRead(wanted);
        }
    }

    /// As much was passed on as may be for now.
    void endToPass() {
        passing = false;
        if (reasons > 0) {
            stop();
        }
    }

    /// False while Vert.x wants no more of a body.
    boolean isWanted() {
        return (reasons > 0 && !passing) ? wanted : channel.config().isAutoRead();
    }
}
