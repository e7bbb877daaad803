package io.tidings.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.tidings.event.Draft;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How busy topics are, by a clock that the test moves.
class TopicRatesTest {
    private static final Topic A = new Topic("a");

    private final EventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(1, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1),
            Telemetry.NONE);
    private long now = -1;
    private final TopicRates rates = new TopicRates(log, () -> now);

    @AfterEach
    void close() {
        rates.stop();
        log.close();
    }

    @Test
    void itApproachesTheNumberOfEventsASecond() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 5; i++) {
                publish("a", Visibility.PUBLIC);
                pass(200);
            }
        }
        assertThat(rates.of(A, false), closeTo(5, 0.1));
        pass(10_000);
        assertThat(rates.of(A, false), closeTo(5 / Math.E, 0.1));
        assertThat(rates.of(new Topic("other"), false), is(0.0));
    }

    @Test
    void privateEventsAreApart() {
        publish("a", Visibility.PRIVATE);
        publish("a", Visibility.PUBLIC);
        assertThat(rates.of(A, false), closeTo(0.1, 1e-9));
        assertThat(rates.of(A, true), closeTo(0.2, 1e-9));
    }

    @Test
    void ofTooManyTopicsTheSlowestAreForgotten() {
        publish("busy", Visibility.PUBLIC);
        publish("busy", Visibility.PUBLIC);
        publishToMany();
        assertThat(rates.of(new Topic("busy"), false), closeTo(0.2, 1e-9));
        assertThat("one too many", rates.of(new Topic("many/11999"), false), is(nullValue()));

        pass(1_000);
        publish("another", Visibility.PUBLIC);
        assertThat(rates.of(new Topic("another"), false), closeTo(0.1, 1e-9));
        assertThat(rates.of(new Topic("busy"), false), closeTo(0.2 * Math.exp(-0.1), 1e-9));
    }

    @Test
    void longNamesMakeLessRoom() {
        IntStream.range(0, 3_000).forEach(i -> publish("many/" + i + "/" + "x".repeat(1_000), Visibility.PUBLIC));
        assertThat("one too many", rates.of(new Topic("other"), false), is(nullValue()));
        pass(1_000);
        publish("another", Visibility.PUBLIC);
        assertThat(rates.of(new Topic("another"), false), closeTo(0.1, 1e-9));
    }

    private void publishToMany() {
        IntStream.range(0, 12_000).forEach(i -> publish("many/" + i, Visibility.PUBLIC));
    }

    private void publish(String topic, Visibility visibility) {
        log.append(Batch.of(new Draft(
                List.of(new Topic(topic)), Optional.empty(), Utf8.of("x"), OptionalLong.empty(), visibility)));
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
