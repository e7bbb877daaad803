package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// How much of a body the decoder gets at a time. A chunk has two line feeds (RFC 9112, section 7.1), so a piece with
/// few of them is few chunks, though six bytes may be one.
final class BodyPiece {
    /// As many bytes as the decoder passes on at once.
    private static final int MOST = 8 * 1024;

    private static final int LINE_FEEDS = 64;

    private BodyPiece() {}

    /// The length of what the bytes begin with: up to a line feed that is one too many and without it, or up to the
    /// most.
    static int length(ByteBuf bytes) {
        int begin = bytes.readerIndex();
        int end = begin + Math.min(MOST, bytes.readableBytes());
        int at = begin;
        for (int feeds = 0; at < end; at++, feeds++) {
            at = bytes.indexOf(at, end, (byte) '\n');
            if (at < 0) {
                return end - begin;
            }
            if (feeds == LINE_FEEDS) {
                return at - begin;
            }
        }
        return end - begin;
    }
}
