package io.tidings.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventType;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistorySizeTest {
    private static final int MOST_DATA = 1024 * 1024;
    private static final int MOST_TOPICS = 16;

    private final EventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(10_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1),
            Telemetry.NONE);

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1, 1, 1",
        "1000, 1, 16, 1024",
        "1000, 200, 1, 10",
        "3, 1048576, 16, 1024",
        "3, 1048576, 1, 1",
        "1000, 255, 2, 3"
    })
    void aPageTakesNoMoreThanWasAskedFor(int events, int data, int topics, int name) {
        for (int i = 0; i < events; i++) {
            log.append(Batch.of(draft(data, topics, name)));
        }
        for (int limit : new int[] {1, 10, 1_000}) {
            var page = log.read(new Cursor.Beginning(), Selection.ALL, HistorySize.limit(limit));
            long most = new HistorySize(MOST_DATA, MOST_TOPICS).most(limit);
            assertThat(page.events().isEmpty(), is(false));
            assertThat(HistorySize.of(page), is(lessThanOrEqualTo(most)));
        }
    }

    /// Its JSON has 32 KB, for which the output has a buffer of 64.
    @Test
    void aSmallPageTakesWhatItsEscapesDo() {
        var escaped = Utf8.of("\u0001".repeat(5_440));
        log.append(Batch.of(new Draft(List.of(new Topic("t")), Optional.empty(), escaped, OptionalLong.empty())));
        var page = log.read(new Cursor.Beginning(), Selection.ALL, HistorySize.limit(1));

        assertThat(HistorySize.of(page), is(greaterThan(64 * 1024L + 3 * 5_440)));
    }

    private static Draft draft(int data, int topics, int name) {
        var names = IntStream.range(0, topics)
                .mapToObj(topic -> new Topic("%x".formatted(topic).repeat(name)))
                .toList();
        var type = Optional.of(new EventType("t".repeat(EventType.MAX_LENGTH)));
        return new Draft(names, type, Utf8.of("x".repeat(data)), OptionalLong.empty());
    }
}
