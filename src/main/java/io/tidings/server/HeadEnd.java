package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// Finds where the head of a request ends (RFC 9112, section 2.1), so that the decoder gets no more than
/// one at a time.
final class HeadEnd {
    private HeadEnd() {}

    /// The length of what the bytes begin with, up to the first empty line behind a line and with it, or up
    /// to the most. Empty lines before a request are left out by the decoder (section 2.2), so they go with
    /// it: thousands of them are no thousands of heads. Within a head, an empty line is its end.
    static int length(ByteBuf bytes, int most, boolean inHead) {
        int begin = bytes.readerIndex();
        int end = begin + Math.min(most, bytes.readableBytes());
        for (int line = inHead ? begin : firstLine(bytes, begin, end); line < end; ) {
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

    private static int firstLine(ByteBuf bytes, int begin, int end) {
        int line = begin;
        while (line < end && (bytes.getByte(line) == '\n' || bytes.getByte(line) == '\r')) {
            line++;
        }
        return line;
    }
}
