package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text as its UTF-8 bytes, the form in which it arrives, is kept and leaves. Always valid UTF-8, never changed.
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;

    private Utf8(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes over the bytes: the caller must not change them any more.
    public static Utf8 of(byte[] bytes) {
        // The JDK decodes fast when it may replace what is malformed; only a replacement needs the slow, strict way.
        if (new String(bytes, StandardCharsets.UTF_8).indexOf(REPLACEMENT) >= 0) {
            checkStrictly(bytes);
        }
        return new Utf8(bytes);
    }

    public static Utf8 of(String text) {
        if (text.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE)) {
            throw new InvalidEventException(Part.DATA, "The data has half of a surrogate pair: send whole characters.");
        }
        return new Utf8(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes that were checked when they were first stored.
    public static Utf8 trusted(byte[] bytes) {
        return new Utf8(bytes);
    }

    /// Of a text in UTF-8, in bytes.
    public static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Both halves of a surrogate pair have two bytes of its four.
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }

    private static void checkStrictly(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new InvalidEventException(
                    Part.DATA, "The data is not valid UTF-8: encode text as UTF-8, and anything else as base64.");
        }
    }

    /// Shared; read it, do not change it.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Utf8 text && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
