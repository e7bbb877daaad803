package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The file descriptors that connections may take. The rest is for files: without any, the hub could not open its log
/// or the jars that its classes are loaded from, and might not recover. Any thread may call it.
final class Descriptors implements ChannelFutureListener {
    private static final Logger LOG = Logger.getLogger(Descriptors.class);
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");

    /// For the log, and for every jar: they are closed when the server has started, and opened again for a class that
    /// is loaded later.
    private static final int KEPT_FOR_FILES = 256;

    /// Of each event loop, of which there are two for each processor. They start when they are needed.
    private static final int OF_LOOP = 3;

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Descriptors(int most) {
        this.most = most;
    }

    /// Leaves those that are open, and what loops and files need beside them; call when the server has started.
    static Descriptors ofProcess() {
        int loops = 2 * Runtime.getRuntime().availableProcessors();
        return new Descriptors(forConnections(limits(), open() + OF_LOOP * loops + KEPT_FOR_FILES));
    }

    private static int open() {
        try (var open = Files.list(OPEN)) {
            return (int) open.count();
        } catch (IOException _) {
            // Systems that do not tell.
            return 0;
        }
    }

    private static List<String> limits() {
        try {
            return Files.readAllLines(LIMITS);
        } catch (IOException _) {
            // Systems that do not tell.
            return List.of();
        }
    }

    /// The number of connections that the limits of the process allow, if the given number of descriptors is kept for
    /// files: at least a quarter of the limit, or any number if the system tells no limit.
    static int forConnections(List<String> limits, int kept) {
        return limits.stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[3])
                .filter(soft -> soft.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .map(open -> Math.max(open - kept, open / 4))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /// True if the connection may stay; it gives its descriptor back when it is closed.
    boolean admit(Channel connection) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            LOG.warnf(
                    "%d connections are open, as many as the limit of open files allows: no more are taken until some"
                            + " are closed. Allow more files (ulimit -n), or limit connections by address in a proxy",
                    most);
            return false;
        }
        var _ = connection.closeFuture().addListener(this);
        return true;
    }

    @Override
    public void operationComplete(ChannelFuture closed) {
        taken.decrementAndGet();
    }
}
