package io.tidings.server;

/// How much of what a connection has sent is decoded before the others of its event loop have their turn. It counts
/// pieces and messages, not bytes: 16 KB may be thousands of empty lines, or chunks of one byte. Owned by the loop.
final class DecodingTurn {
    /// A read is two of a body, and a head is one.
    private static final int PIECES = 16;

    private static final int MESSAGES = 128;

    /// More messages than bodies with sensible chunks have in a piece.
    private static final int MANY = 64;

    private static final int BODY = 8 * 1024;

    private static final int BODY_OF_SMALL_CHUNKS = 512;

    private int pieces;
    private int messages;
    private int messagesBefore;
    private boolean hasSmallChunks;

    void begin() {
        pieces = 0;
        messages = 0;
        messagesBefore = 0;
    }

    void beginPiece() {
        pieces++;
        messagesBefore = messages;
    }

    void decoded() {
        messages++;
    }

    void endPiece() {
        hasSmallChunks = messages - messagesBefore > MANY;
    }

    boolean isOver() {
        return pieces >= PIECES || messages >= MESSAGES;
    }

    /// The bytes of the next piece of a body, at most.
    int mostOfBody() {
        return hasSmallChunks ? BODY_OF_SMALL_CHUNKS : BODY;
    }
}
