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
    /// most. If that is all of the bytes, it is up to the last line feed, if there is one, and with it: half a line
    /// behind it, which the decoder may have to keep, is a piece of its own.
    static int length(ByteBuf bytes) {
        int begin = bytes.readerIndex();
        int end = begin + Math.min(MOST, bytes.readableBytes());
        int line = begin;
        for (int feeds = 0; line < end; feeds++) {
            int feed = bytes.indexOf(line, end, (byte) '\n');
            if (feed < 0) {
                break;
            }
            if (feeds == LINE_FEEDS) {
                return feed - begin;
            }
            line = feed + 1;
        }
        boolean isLast = end == bytes.writerIndex();
        return (isLast && line > begin ? line : end) - begin;
    }
}
