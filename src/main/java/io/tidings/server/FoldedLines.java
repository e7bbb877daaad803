package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// Headers whose values go on in lines that begin with white space. A server has to refuse them or to join the lines
/// (RFC 9112, 5.2); Netty joins them, and copies all of the value for each line.
final class FoldedLines {
    private FoldedLines() {}

    /// Makes such a line one that Netty refuses: a header without a name. The bytes begin with a line, which may be the
    /// first one of a head or one of its headers.
    static void refuse(ByteBuf bytes, boolean inHeaders) {
        int line = bytes.readerIndex();
        if (inHeaders) {
            refuseAt(bytes, line);
        }
        for (int feed = feed(bytes, line); feed >= 0; feed = feed(bytes, feed + 1)) {
            refuseAt(bytes, feed + 1);
        }
    }

    private static int feed(ByteBuf bytes, int from) {
        return bytes.indexOf(from, bytes.writerIndex(), (byte) '\n');
    }

    private static void refuseAt(ByteBuf bytes, int line) {
        if (line < bytes.writerIndex() && (bytes.getByte(line) == ' ' || bytes.getByte(line) == '\t')) {
            bytes.setByte(line, ':');
        }
    }
}
