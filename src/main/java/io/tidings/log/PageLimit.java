package io.tidings.log;

/// How much a page may hold: events, and bytes as [Event#size] counts them. The first event is in it whatever its size.
public record PageLimit(int events, int bytes) {
    public PageLimit {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException("a page holds at least one event");
        }
    }
}
