package io.tidings.replica;

/// What answers a call of another replica. The action runs once, when the answer is on its way or given up: until then
/// its text is in memory. It must not block.
public record Answer(String text, Runnable whenSent) {
    /// One of which nobody needs to know when it is sent.
    public static Answer of(String text) {
        return new Answer(text, () -> {});
    }
}
