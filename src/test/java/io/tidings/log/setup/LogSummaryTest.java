package io.tidings.log.setup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.event.TopicPattern;
import io.tidings.log.Retention;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the log is told of where events are.
class LogSummaryTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            redis://localhost:6379,                          redis://localhost:6379
            redis://user:secret@redis:6379/1,                redis://redis:6379/1
            'rediss://:secret@one:1,rediss://u:p@@two:2',    'rediss://one:1,rediss://two:2'
            'redis://:sec/ret@one:1',                        'redis://one:1'
            'redis://one:1,redis://:sec,ret@two:2',          'redis://one:1,redis://two:2'
            redis://localhost?password=secret&user=u,        redis://localhost
            """)
    void noPasswordOfRedisIsShown(String hosts, String shown) {
        assertThat(LogSummary.withoutPassword(hosts), is(shown));
    }

    @Test
    void rulesForWhatIsOffAreNotTold() {
        var rules = Stream.of("demo/**", "demo/score/board", "tidings/presence/**", "chat/**", "**")
                .map(pattern -> new Retention.Rule(TopicPattern.parse(pattern), 1, Duration.ofDays(7)))
                .toList();
        assertThat(
                LogSummary.rules(rules, Set.of("demo/", "tidings/")),
                is("chat/**: 1 at most, for 7d; **: 1 at most, for 7d"));
        assertThat(LogSummary.rules(rules, Set.of()), startsWith("demo/**: 1 at most, for 7d; demo/score/board: "));
    }
}
