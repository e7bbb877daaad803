package io.tidings.server;

import io.netty.buffer.ByteBuf;

/// Finds where the records of TLS end that a client sends (RFC 8446, 5.1), from its first byte on and however
/// the bytes are cut. Owned by the connection's loop.
final class TlsRecordEnds {
    /// What [#follow] returns of bytes that no client has to send.
    static final int UNSOUND = -1;

    /// Type, version and length.
    private static final int HEADER = 5;

    /// In bytes, of TLS 1.2 (RFC 5246, 6.2.3). TLS 1.3 allows less.
    private static final int LONGEST = (1 << 14) + 2048;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;

    private int arrived;
    private int missing;
    private boolean hasChangedCipher;
    private boolean saysTheLast;

    /// Returns how many of the bytes, from the first, belong to records that have arrived as a whole;
    /// [#UNSOUND] if a record is too long, or begins another handshake.
    int follow(ByteBuf bytes) {
        int begin = bytes.readerIndex();
        int end = bytes.writerIndex();
        int whole = 0;
        for (int at = begin; at < end; ) {
            if (arrived == 0 && !mayBegin(bytes.getByte(at))) {
                return UNSOUND;
            }
            if (arrived < HEADER) {
                missing = ((missing << 8) & 0xFFFF) | bytes.getUnsignedByte(at);
                arrived++;
                at++;
                if (arrived == HEADER && missing > LONGEST) {
                    return UNSOUND;
                }
            } else {
                int part = Math.min(missing, end - at);
                arrived += part;
                missing -= part;
                at += part;
            }
            if (arrived >= HEADER && missing == 0) {
                arrived = 0;
                whole = at - begin;
            }
        }
        return whole;
    }

    /// Once a client has changed its cipher, it sends one record more of a handshake: the last message (RFC
    /// 5246, 7.3), or another hello (RFC 8446, 4.1.2 and D.4).
    private boolean mayBegin(byte type) {
        if (type == HANDSHAKE && hasChangedCipher) {
            boolean isSecond = saysTheLast;
            saysTheLast = true;
            return !isSecond;
        }
        hasChangedCipher |= type == CHANGE_CIPHER_SPEC;
        return true;
    }

    /// How many bytes have come of a record that has not arrived as a whole.
    int unfinished() {
        return arrived;
    }
}
