package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// Headers whose values go on in lines that begin with white space. A server has to refuse them or to join the lines
/// (RFC 9112, 5.2); Netty joins them, and copies all of the value for each line.
final class FoldedLines {
    private FoldedLines() {}

    /// Makes such a line one that Netty refuses: a header without a name. The bytes begin with a line, which is one of
    /// the headers, or comes before them; what is behind the end of the head stays as it is.
    static void refuse(ByteBuf bytes, boolean inHeaders) {
        boolean begun = inHeaders;
        for (int line = bytes.readerIndex(); line < bytes.writerIndex(); ) {
            int feed = bytes.indexOf(line, bytes.writerIndex(), (byte) '\n');
            boolean isEmpty = feed == line || (feed == line + 1 && bytes.getByte(line) == '\r');
            if (begun && isEmpty) {
                return;
            }
            if (begun && isWhite(bytes.getByte(line))) {
                bytes.setByte(line, ':');
            }
            begun |= !isEmpty;
            line = feed < 0 ? bytes.writerIndex() : feed + 1;
        }
    }

    private static boolean isWhite(byte first) {
        return first == ' ' || first == '\t';
    }
}
