package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Hold;
import io.tidings.memory.LateHold;
import io.tidings.memory.Use;

/// Counts what a connection takes because of TLS: the engine, and what it keeps of a handshake, or of a record that has
/// not arrived as a whole. Closes a connection whose record is longer than any may be, as Netty would collect up to
/// 64 KB of it; one that says far more than a handshake and nothing to the server; and one that begins a second
/// handshake, as a client of TLS 1.2 can (RFC 5246, 7.4.1.2), for the engine keeps all of it while it answers
/// requests. Lies before the handler of TLS. Owned by the connection's loop.
final class TlsRecords extends ChannelInboundHandlerAdapter {
    static final String NAME = "tidings-tls-records";

    /// The handler that sees what TLS has decrypted first.
    static final String DECRYPTED = "tidings-tls-decrypted";

    /// What the engine takes until the end of the handshake, in bytes, as measured with the JDK's.
    static final int HANDSHAKE_BYTES = 12 * 1024;

    /// What it takes from then on.
    static final int ENGINE_BYTES = 8 * 1024;

    /// More bytes than a client sends in a handshake with a few long certificates, or in a record.
    private static final int MOST = 20 * 1024;

    /// Part of what the engine takes, in bytes: the handshake of a browser is shorter, and so are two copies of most
    /// records.
    private static final int FREE = 2 * 1024;

    /// The buffers of TLS grow by doubling.
    private static final int COPIES = 2;

    /// The engine makes objects of each two bytes of some lists of a handshake: 27 bytes of one, as measured.
    private static final int COPIES_OF_HANDSHAKE = 32;

    /// It keeps half of them with the session.
    private static final int COPIES_OF_SESSION = 16;

    /// So much of a handshake is part of what the engine takes, in bytes.
    private static final int FREE_OF_HANDSHAKE = 1024;

    private final Hold engine;
    private final LateHold said;
    private final LateHold waiting;
    private final TlsRecordEnds ends = new TlsRecordEnds();
    private final Remainder remainder = new Remainder();
    private int undelivered;
    private int handshake;
    private boolean released;
    private boolean inHandshake = true;

    private TlsRecords(Hold engine, ClientShare share) {
        this.engine = engine;
        this.said = new LateHold(bytes -> share.tryHold(Use.CONNECTIONS, bytes));
        this.waiting = new LateHold(share::tryHoldArriving);
    }

    /// Counts what a connection takes from now on whose handler of TLS has this name. False if there is no memory for
    /// it; nothing is held then.
    static boolean tryCount(ChannelPipeline pipeline, String tls, Budget budget, ClientShare share) {
        var engine = budget.tryHold(Use.CONNECTIONS, HANDSHAKE_BYTES);
        if (engine == null) {
            return false;
        }
        var records = new TlsRecords(engine, share);
        pipeline.addBefore(tls, NAME, records);
        pipeline.addAfter(tls, DECRYPTED, records.new Decrypted());
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        int whole = ends.follow(bytes);
        if (whole == TlsRecordEnds.UNSOUND) {
            bytes.release();
            var _ = context.close();
            return;
        }
        var records = remainder.add(bytes, whole, context.alloc());
        if (records != null) {
            undelivered += records.readableBytes();
            context.fireChannelRead(records);
        }
        if (!released && !hasRoom()) {
            var _ = context.close();
        }
    }

    /// What a handshake takes beside the engine is of the connections of its client; what comes later waits in the
    /// connection.
    private boolean hasRoom() {
        return undelivered <= MOST && said.tryHold(bytesOfHandshake()) && waiting.tryHold(inHandshake ? 0 : buffered());
    }

    private int bytesOfHandshake() {
        return inHandshake
                ? buffered() + COPIES_OF_HANDSHAKE * Math.max(0, undelivered - FREE_OF_HANDSHAKE)
                : COPIES_OF_SESSION * Math.max(0, handshake - FREE);
    }

    private int buffered() {
        int bytes = COPIES * (ends.unfinished() + undelivered);
        return bytes <= FREE ? 0 : bytes;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        released = true;
        remainder.release();
        engine.release();
        said.release();
        waiting.release();
    }

    /// What comes out of TLS, and that a handshake has come to its end: the engine keeps nothing of the records before
    /// it, since no handshake message may go on behind other data (RFC 8446, 5.1).
    private final class Decrypted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // Data within a handshake does not end it.
            undelivered = inHandshake ? undelivered : 0;
            context.fireChannelRead(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (inHandshake && event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
                handshake = undelivered;
                undelivered = 0;
                inHandshake = false;
                engine.resize(ENGINE_BYTES);
            }
            context.fireUserEventTriggered(event);
        }
    }
}
