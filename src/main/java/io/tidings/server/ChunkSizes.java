package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/// The sizes of the chunks of a body (RFC 9112, 7.1), as strictly as a proxy in front may read them. Netty passes over
/// spaces and control characters, and the overflow of a number. Belongs to one connection.
final class ChunkSizes {
    /// Of `7fffffff`, the largest that Netty can count.
    private static final int MAX_DIGITS = 7;

    /// Of a size with its extension. The decoder's buffer becomes as long, and a body may take hours.
    private static final int MAX_LINE = 1024;

    /// True while chunks are to come.
    private boolean chunked;
    private boolean behindData;
    private long left;

    /// Looks at what the decoder is about to read. False if that is a size which is not well-formed, or has too long an
    /// extension; what is no size yet, or only a part of one, passes.
    boolean accept(ByteBuf bytes) {
        if (!chunked || left > 0 || !bytes.isReadable()) {
            return true;
        }
        if (beginsWithEndOfLine(bytes)) {
            return behindData;
        }
        int length = bytes.bytesBefore((byte) '\n');
        return length < 0 || (length <= MAX_LINE && read(bytes, length));
    }

    /// As far as it is there: it ends the data of a chunk.
    private static boolean beginsWithEndOfLine(ByteBuf bytes) {
        int at = bytes.readerIndex();
        byte first = bytes.getByte(at);
        return first == '\n' || (first == '\r' && (bytes.readableBytes() == 1 || bytes.getByte(at + 1) == '\n'));
    }

    private boolean read(ByteBuf bytes, int length) {
        int at = bytes.readerIndex();
        int end = at + length;
        int significant = 0;
        left = 0;
        behindData = false;
        for (; at < end && Character.digit(bytes.getByte(at), 16) >= 0; at++) {
            left = left << 4 | Character.digit(bytes.getByte(at), 16);
            significant = left == 0 ? 0 : significant + 1;
            if (significant > MAX_DIGITS) {
                return false;
            }
        }
        // What follows the last chunk are trailers.
        chunked = left > 0;
        return at > bytes.readerIndex() && isExtension(bytes, at, end);
    }

    /// What follows a size up to the end of the line: nothing, or an extension, which is passed over. A
    /// quoted value ends in the same line.
    private static boolean isExtension(ByteBuf bytes, int from, int end) {
        if (bytes.getByte(end - 1) != '\r') {
            return false;
        }
        boolean quoted = false;
        boolean escaped = false;
        for (int at = from; at < end - 1; at++) {
            byte next = bytes.getByte(at);
            if ((at == from && next != ';') || (next >= 0 && next < ' ' && next != '\t') || next == 0x7f) {
                return false;
            }
            quoted ^= next == '"' && !escaped;
            escaped = quoted && next == '\\' && !escaped;
        }
        return !quoted;
    }

    /// The decoder has made a message of what it read.
    void decoded(Object message) {
        switch (message) {
            case HttpMessage head -> {
                chunked = HttpUtil.isTransferEncodingChunked(head);
                left = 0;
                behindData = false;
            }
            case LastHttpContent _ -> chunked = false;
            case HttpContent content -> {
                left -= content.content().readableBytes();
                behindData = left == 0;
            }
            default -> {}
        }
    }
}
