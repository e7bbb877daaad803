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

    /// Quarkus begins so, with the port as its parameter, where Java opens the socket rather than epoll: in the native
    /// binary.
    private static final String PORT_IN_USE = "Port %d seems to be in use";

    private FailedStart() {}

    static void shorten(LogRecord line) {
        if (!LOGGER.equals(line.getLoggerName())) {
            return;
        }
        if (rootCause(line.getThrown()) instanceof IOException cause) {
            line.setThrown(null);
            replace(line, reason(String.valueOf(cause.getMessage())));
        } else if (String.valueOf(line.getMessage()).startsWith(PORT_IN_USE)) {
            replace(line, portInUse(line.getParameters()[0]));
        }
    }

    private static void replace(LogRecord line, String reason) {
        line.setParameters(null);
        line.setMessage("Tidings cannot start: " + reason);
    }

    private static String reason(String message) {
        return message.contains("Address already in use") ? portInUse(port()) : message;
    }

    private static String portInUse(Object port) {
        return "port " + port + " is in use by another program: stop that one, or choose another port"
                + " (quarkus.http.port, with TLS also quarkus.http.ssl-port)";
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
