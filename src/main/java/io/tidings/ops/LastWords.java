package io.tidings.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A line on standard error, and then the end of the process, without shutdown hooks. All that this takes is made
/// beforehand, so that it works without memory, and it does not wait for a reader of standard error that reads
/// nothing. Any thread may run it, several at once.
final class LastWords implements Runnable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.err);
    private final byte[] line;
    private final int exitCode;
    private final AtomicBoolean written = new AtomicBoolean();
    private final Thread writer;

    LastWords(String line, int exitCode) {
        this.line = (line + System.lineSeparator()).getBytes(UTF_8);
        this.exitCode = exitCode;
        this.writer = Thread.ofPlatform().daemon().name("last-words").unstarted(this::write);
    }

    @Override
    public void run() {
        try {
            say();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private void say() {
        try {
            writer.start();
        } catch (IllegalThreadStateException _) {
            // Another thread had it say them.
        } catch (OutOfMemoryError _) {
            write();
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (writer.isAlive() && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }

    private void write() {
        try {
            if (written.compareAndSet(false, true)) {
                out.write(line);
            }
        } catch (IOException _) {
            // Nobody listens.
        }
    }
}
