package io.tidings.log.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private final Set<Boolean> comparedOnVirtualThreads = ConcurrentHashMap.newKeySet();

    private final class Recording implements TopicMatcher {
        @Override
        public boolean matches(Topic topic) {
            comparedOnVirtualThreads.add(Thread.currentThread().isVirtual());
            return true;
        }

        @Override
        public String literalPrefix() {
            return "";
        }

        @Override
        public int size() {
            return 0;
        }
    }

    /// As many of those as there are processors would keep all others from running, health checks among them.
    @Test
    void virtualThreadsDoNotCompareTopicsWithPatterns() throws InterruptedException {
        var rule = new Retention.Rule(TopicPattern.ALL, 1_000, Duration.ofDays(1));
        var retention = new Retention(List.of(rule), 1_000_000);
        try (var log = new MemoryEventLog(
                InstantSource.system(), retention, new IdempotencyLimits(Duration.ofDays(1), 1_000))) {
            log.append(Batch.of(Draft.of("a", "x")));
            var selection = new Selection(new Patterns(List.of(new Recording())), Patterns.ALL);
            var limit = new PageLimit(10, 1_000);

            Thread.startVirtualThread(() -> {
                        log.read(new Cursor.Beginning(), selection, limit);
                        log.read(Cursor.Latest.START, selection, limit);
                        log.topics(selection, "", "", 10);
                    })
                    .join();

            assertEquals(Set.of(false), comparedOnVirtualThreads);
        }
    }
}
