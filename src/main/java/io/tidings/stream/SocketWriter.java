package io.tidings.stream;

import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes to the socket of a channel, past its pipeline. All channels of a transport share one, so that a stream
/// keeps none. Call on the loop of the channel.
interface SocketWriter {
    /// Sends from the beginning of a buffer, and returns how many bytes the socket took. The socket must be open,
    /// and nothing may wait in the channel.
    int send(Channel channel, ByteBuffer bytes, int length) throws IOException;

    /// False once the channel is closed. A file descriptor that is closed may be that of another client by now,
    /// so ask each time; it is closed on this loop alone.
    boolean isOpen(Channel channel);

    /// The bytes that wait in the channel; none if it is closed.
    default int waitingBytes(Channel channel) {
        var waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : (int) Math.min(waiting.totalPendingWriteBytes(), Integer.MAX_VALUE);
    }

    /// The one for the transport of a channel.
    static SocketWriter of(Channel channel) {
        return channel instanceof UnixChannel unix && unix.fd() instanceof Socket ? UNIX : NONE;
    }

    /// Where the transport gives the file descriptor.
    SocketWriter UNIX = new SocketWriter() {
        @Override
        public int send(Channel channel, ByteBuffer bytes, int length) throws IOException {
            return socket(channel).send(bytes, 0, length);
        }

        @Override
        public boolean isOpen(Channel channel) {
            return socket(channel).isOpen();
        }

        private static Socket socket(Channel channel) {
            return (Socket) ((UnixChannel) channel).fd();
        }
    };

    /// Where it does not: the socket takes nothing, and all goes through the pipeline.
    SocketWriter NONE = new SocketWriter() {
        @Override
        public int send(Channel channel, ByteBuffer bytes, int length) {
            return 0;
        }

        @Override
        public boolean isOpen(Channel channel) {
            return channel.isOpen();
        }
    };
}
