package io.tidings.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A stream of HTTP/2 whose connection has broken: Vert.x throws whatever is written, and says nothing before that.
class BrokenResponseTest {
    private static final byte[] LAST = "retry: 1\n".getBytes(UTF_8);

    private final AtomicInteger ends = new AtomicInteger();
    private final ResponseConnection connection = new ResponseConnection(
            answering(HttpServerRequest.class, Map.of("response", broken(), "version", HttpVersion.HTTP_2)),
            new ClientShares(new Budget(1_000)).of("client"));

    private static HttpServerResponse broken() {
        return answering(HttpServerResponse.class, Map.of("closed", false, "ended", false));
    }

    /// Throws where it has no answer and is asked to write or to end.
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            if (method.getName().equals("write") || method.getName().equals("end")) {
                throw new IllegalStateException("Connection has been closed");
            }
            return answers.get(method.getName());
        }));
    }

    @Test
    void itsEndIsReportedOnceAndKeepsNoOtherStreamOpen() {
        connection.whenClosed(ends::incrementAndGet);

        connection.close(LAST);

        assertEquals(1, ends.get());
    }
}
