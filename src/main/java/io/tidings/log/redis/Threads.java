package io.tidings.log.redis;

/// How the log waits for its own threads.
final class Threads {
    private Threads() {}

    /// Waits for the end of a thread, unless interrupted.
    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
