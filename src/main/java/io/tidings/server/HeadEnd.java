package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// Finds where the head of a request ends (RFC 9112, section 2.1), so that the decoder gets no more than
/// one at a time.
final class HeadEnd {
    private HeadEnd() {}

    /// The length of what the bytes begin with, up to the first empty line and with it, or up to the
    /// most.
    static int length(ByteBuf bytes, int most) {
        int begin = bytes.readerIndex();
        int end = begin + Math.min(most, bytes.readableBytes());
        for (int line = begin; line < end; ) {
            int feed = bytes.indexOf(line, end, (byte) '\n');
            if (feed < 0) {
                break;
            }
            boolean isEmpty = feed == line || (feed == line + 1 && bytes.getByte(line) == '\r');
            line = feed + 1;
            if (isEmpty) {
                return line - begin;
            }
        }
        return end - begin;
    }
}
