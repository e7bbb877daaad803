package io.tidings.ops;

import java.io.IOException;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// What Quarkus logs when a start has failed: where the system has a reason, such as a port that is taken, the reason
/// alone, for what Quarkus was doing tells an operator nothing. Any other failure keeps its stack trace.
final class FailedStart {
    private static final String LOGGER = "io.quarkus.runtime.Application";
    private static final int DEEPEST_CAUSE = 50;

    private FailedStart() {}

    static void shorten(LogRecord line) {
        var cause = rootCause(line.getThrown());
        if (LOGGER.equals(line.getLoggerName()) && cause instanceof IOException) {
            line.setThrown(null);
            line.setMessage("Tidings cannot start: " + reason(String.valueOf(cause.getMessage())));
        }
    }

    private static String reason(String message) {
        return message.contains("Address already in use")
                ? "port " + port() + " is in use by another program: stop that one, or choose another port"
                        + " (quarkus.http.port, with TLS also quarkus.http.ssl-port)"
                : message;
    }

    private static int port() {
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.http.port", Integer.class)
                .orElse(8080);
    }

    private static @Nullable Throwable rootCause(@Nullable Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && cause.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }
}
