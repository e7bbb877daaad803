package io.tidings.server;

/// How much of what a connection has sent is decoded before the others of its event loop have their turn. It counts
/// pieces and messages, not bytes: 16 KB may be thousands of empty lines, or chunks of one byte. Owned by the loop.
final class DecodingTurn {
    /// A read is two of a body, and a head is one.
    private static final int PIECES = 16;

    private static final int MESSAGES = 64;

    private int pieces;
    private int messages;

    void begin() {
        pieces = 0;
        messages = 0;
    }

    void beginPiece() {
        pieces++;
    }

    void decoded() {
        messages++;
    }

    boolean isOver() {
        return pieces >= PIECES || messages >= MESSAGES;
    }
}
