package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// Finds where the frames of an HTTP/2 connection end (RFC 9113, 4.1), from its first byte on and
/// however the bytes are cut. Owned by the connection's loop.
final class Http2FrameEnds {
    /// RFC 9113, 3.4: it is before the first frame.
    private static final int PREFACE = 24;

    /// Length, type, flags and stream.
    private static final int HEADER = 9;

    private static final int LENGTH_TYPE_AND_FLAGS = 5;

    /// The longest frame that a client may send unless it is told of a longer one (RFC 9113, 4.2).
    private static final int LONGEST = 1 << 14;

    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_OF_HEADERS = 4;

    private int ofPreface;
    private int ofHeader;
    private long header;
    private int missing;
    private long ofHead;
    private long ended;

    /// Follows more bytes. Returns how many of them, from the first, belong to frames that have arrived
    /// as a whole; all of them, while a frame comes that is longer than it should be.
    int follow(ByteBuf bytes) {
        int begin = bytes.readerIndex();
        int end = bytes.writerIndex();
        int at = begin + followPreface(end - begin);
        int whole = at - begin;
        while (at < end) {
            if (ofHeader < HEADER) {
                addToHeader(bytes.getUnsignedByte(at));
                at++;
            } else {
                int part = Math.min(missing, end - at);
                missing -= part;
                at += part;
            }
            if (ofHeader == HEADER && missing == 0) {
                endFrame();
                whole = at - begin;
            }
        }
        return isInHeader() || length() <= LONGEST ? whole : end - begin;
    }

    private int followPreface(int available) {
        int part = Math.min(PREFACE - ofPreface, available);
        ofPreface += part;
        return part;
    }

    private void addToHeader(int octet) {
        if (ofHeader < LENGTH_TYPE_AND_FLAGS) {
            header = header << 8 | octet;
        }
        ofHeader++;
        if (ofHeader == HEADER) {
            missing = length();
        }
    }

    /// Nothing can be made of a head before the last of its frames, and no others come between (RFC
    /// 9113, 4.3).
    private void endFrame() {
        int type = (int) header >> 8 & 0xFF;
        boolean headGoesOn = (type == HEADERS || type == CONTINUATION) && (header & END_OF_HEADERS) == 0;
        if (headGoesOn) {
            ofHead += length();
        } else {
            ofHead = 0;
            ended++;
        }
        header = 0;
        ofHeader = 0;
    }

    private boolean isInHeader() {
        return ofHeader < HEADER;
    }

    private int length() {
        return (int) (header >>> 16);
    }

    /// How many bytes have come of a frame, or of the frames of a head, that has not arrived as a whole.
    long unfinished() {
        return ofHead + ofHeader + (isInHeader() ? 0 : length() - missing);
    }

    /// How many have arrived as a whole. Those of a head are one.
    long finished() {
        return ended;
    }
}
