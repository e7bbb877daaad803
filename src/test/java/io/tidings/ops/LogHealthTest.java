package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.log.EventLog;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What health makes of the state of a log.
class LogHealthTest {
    private static EventLog log(Duration lag, boolean isAlive) {
        return (EventLog) Proxy.newProxyInstance(
                LogHealthTest.class.getClassLoader(),
                new Class<?>[] {EventLog.class},
                (_, method, _) -> method.getName().equals("tailLag") ? lag : isAlive);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, UP", "PT10S, UP", "PT10.001S, DOWN"})
    void aTailMayLagForAsLongAsIsConfigured(Duration lag, Status status) {
        var health = new TailCheck(log(lag, true), () -> Duration.ofSeconds(10)).call();

        assertThat(health.getStatus(), is(status));
        assertThat(health.getData().orElseThrow().get("lagMillis"), is(lag.toMillis()));
        assertThat(health.getData().orElseThrow().containsKey("reason"), is(status == Status.DOWN));
    }

    @Test
    void aDeadWriterIsNotAlive() {
        assertThat(new WriterCheck(log(Duration.ZERO, true)).call().getStatus(), is(Status.UP));
        assertThat(new WriterCheck(log(Duration.ZERO, false)).call().getStatus(), is(Status.DOWN));
    }
}
