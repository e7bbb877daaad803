package io.tidings.refusal;

/// What a refusal repeats of the words of a client: enough to recognise them, since they may be as long as a request.
public final class Excerpt {
    private static final int MAX_LENGTH = 50;

    private Excerpt() {}

    /// The text, or its beginning with an ellipsis behind it.
    public static String of(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
        return text.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH) + "…";
    }
}
