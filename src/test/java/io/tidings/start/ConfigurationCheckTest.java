package io.tidings.start;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of nonsense, and the line that it is refused with.
class ConfigurationCheckTest extends CheckFixture {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            tidings.log.engine                    | mongo          | must be sqlite, redis or memory
            tidings.log.max-size                  | 0              | must be a size from 1M to 1024T, a share of the heap from 1% to 100%, or unlimited
            tidings.log.max-size                  | -1             | must be a size from 1M to 1024T, a share of the heap from 1% to 100%, or unlimited
            tidings.log.max-size                  | 9999999999999T | must be a size from 1M to 1024T, a share of the heap from 1% to 100%, or unlimited
            tidings.log.idempotency-window        | 0s             | must be a duration from 1s to 365d
            tidings.log.idempotency-keys          | 0              | must be a number from 1 to 100000000
            tidings.log.sqlite.path               | /              | must be a file, not a folder
            tidings.log.sqlite.path               | target         | must be a file, not a folder
            tidings.log.sqlite.path               | nowhere/       | must be a file, not a folder
            tidings.log.sqlite.synchronous        | some           | must be full, normal, off or extra
            tidings.log.redis.prefix              | ''             | must be 1 to 200 visible ASCII characters
            tidings.log.redis.wait-replicas       | -1             | must be a number from 0 to 100
            tidings.log.redis.wait-for            | tape           | must be memory or disk
            tidings.log.redis.wait-timeout        | 1h             | must be a duration from 1ms to 4s
            tidings.retention.news.max-events     | 0              | must be a number from 1 to 1000000000, or unlimited
            tidings.retention."**".max-events     | -5             | must be a number from 1 to 1000000000, or unlimited
            tidings.retention."**".max-age        | 0s             | must be a duration from 1s to 36500d, or unlimited
            tidings.retention."a/*".max-age       | -7d            | must be a duration from 1s to 36500d, or unlimited
            tidings.retention."a/*".max-age       | 99999999999d   | must be a duration from 1s to 36500d, or unlimited
            tidings.publish.max-event-size        | 0              | must be a size from 1 to 1G
            tidings.publish.max-topics            | 0              | must be a number from 1 to 1000
            tidings.publish.max-batch-events      | 0              | must be a number from 1 to 1000000
            tidings.publish.max-batch-size        | -8M            | must be a size from 1K to 1G
            tidings.subscribe.max-patterns        | 0              | must be a number from 1 to 10000
            tidings.subscribe.max-streams         | -1             | must be a number from 1 to 10000000
            tidings.subscribe.max-streams-per-address | 0          | must be a number from 1 to 10000000
            tidings.subscribe.heartbeat           | 0s             | must be a duration from 100ms to 1h
            tidings.subscribe.heartbeat           | PT             | must be a duration from 100ms to 1h
            tidings.subscribe.gather              | 1h             | must be a duration from 0ms to 1s
            tidings.subscribe.gather              | -1ms           | must be a duration from 0ms to 1s
            tidings.subscribe.vanished-after      | -1s            | must be a duration from 1s to 1d
            tidings.subscribe.recent-events       | 0              | must be a number from 1 to 10000000
            tidings.subscribe.recent-size         | 0              | must be a size from 1K to 1024G
            tidings.subscribe.readers             | 0              | must be a number from 1 to 1000
            tidings.subscribe.readers             | abc            | must be a number from 1 to 1000
            tidings.http.request-timeout          | 0s             | must be a duration from 1s to 1h
            tidings.drain.delay                   | -1s            | must be a duration from 0s to 1h
            tidings.drain.timeout                 | soon           | must be a duration from 1s to 1h
            tidings.talk.interval                 | 0s             | must be a duration from 1ms to 1d
            tidings.demo.feeds                    | perhaps        | must be true or false
            tidings.demo.seed                     | 1.5            | must be a whole number
            """)
    void aValueThatCannotBeMeantIsRefused(String key, String value, String line) {
        assertThat(problems(Map.of(key, value), Map.of()), contains(key + "=" + value + ": " + line));
    }

    @Test
    void aBudgetThatIsNoneIsRefused() {
        var problems = problems(Map.of("tidings.memory.budget", "0%"), Map.of());
        assertThat(problems.size(), is(1));
        assertThat(problems.getFirst().startsWith("tidings.memory.budget=0%: must be "), is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,             | ,
            ''            | ''
            secret,       | ***,
            se cret       | *** ***
            """)
    void aListWithoutTokensOpensNothingAndNoTokenIsShown(String tokens, String shown) {
        assertThat(
                problems(Map.of("tidings.auth.subscribe-tokens", tokens), Map.of()),
                contains("tidings.auth.subscribe-tokens=" + shown
                        + ": must be tokens of visible ASCII characters, with commas between them"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/**/b"})
    void aNameThatIsNoPatternIsRefused(String pattern) {
        var key = "tidings.retention.\"" + pattern + "\".max-events";
        assertThat(
                problems(Map.of(key, "1"), Map.of()),
                contains(key + ": the name must be a topic, or a pattern with * for a segment and ** at its end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"prices/**\"", "'a'", "[a]", "a;b", "pri*", "a/b*/c", "a,x**"})
    void aTopicThatOnlyAMistakeExplainsIsRefused(String patterns) {
        var words = ": must be topics or patterns, with commas between them";
        var granted = ": must be topics or patterns without {claim} (only issuers fill it), with commas between them";
        var retention = "tidings.retention.rules[0].topics";
        assertThat(problems(Map.of(retention, patterns), Map.of()), contains(retention + "=" + patterns + words));
        var anonymous = "tidings.auth.anonymous.publish";
        assertThat(
                problems(Map.of(anonymous, patterns), Map.of()),
                contains(anonymous + "=" + patterns + granted + ", or none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings.auth.anonymous.subscribe", "tidings.auth.tokens.ci.publish"})
    void aTemplateThatNothingFillsIsRefused(String key) {
        var refused = problems(Map.of(key, "users/{sub}/**"), Map.of());
        assertThat(refused.size(), is(1));
        assertThat(
                refused.getFirst(),
                startsWith(key + "=users/{sub}/**: must be topics or patterns without {claim} (only issuers fill it)"));
    }

    @Test
    void anonymousAreNotGrantedTrue() {
        assertThat(
                problems(Map.of("tidings.auth.anonymous.publish", "true"), Map.of())
                        .size(),
                is(1));
    }

    @Test
    void aDurationNeedsItsUnit() {
        assertThat(
                problems(Map.of("tidings.retention.\"**\".max-age", "7"), Map.of()),
                contains("tidings.retention.\"**\".max-age=7: must be a duration from 1s to 36500d, or unlimited"));
    }

    @Test
    void unlimitedIsAWordOfItsOwn() {
        assertThat(
                problems(
                        Map.of(
                                "tidings.log.max-size", "unlimited",
                                "tidings.retention.\"**\".max-events", "Unlimited",
                                "tidings.retention.\"**\".max-age", "unlimited"),
                        Map.of()),
                is(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "redis:localhost",
                "http://localhost:6379",
                "redis://localhost:99999",
                "redis://user name@localhost",
                "redis://one:6379,two:6379"
            })
    void aRedisThatHasNoUrlIsRefusedWithoutAWordOfIt(String hosts) {
        assertThat(
                problems(Map.of("tidings.log.engine", "redis", "quarkus.redis.hosts", hosts), Map.of()),
                contains("quarkus.redis.hosts: must be a URL such as redis://localhost:6379"));
        assertThat(problems(Map.of("quarkus.redis.hosts", hosts), Map.of()), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost",
                "rediss://:p%40ss@redis_1:6379/2",
                "redis://[::1]:6379",
                "unix:///run/redis.sock",
                "redis://one:6379, redis://two:6379"
            })
    void aRedisMayHaveAnyOfItsUrls(String hosts) {
        assertThat(
                problems(Map.of("tidings.log.engine", "redis", "quarkus.redis.hosts", hosts), Map.of()), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({"quarkus.http.port, abc", "quarkus.http.port, 99999", "quarkus.http.ssl-port, -1"})
    void aPortThatIsNoneIsRefused(String key, String value) {
        assertThat(
                problems(Map.of(key, value), Map.of()),
                contains(key + "=" + value + ": must be a number from 0 to 65535"));
        assertThat(problems(Map.of(key, "0"), Map.of()), is(empty()));
    }

    @Test
    void aPortThatRefersToNothingIsRefused() {
        assertThat(
                problems(Map.of("quarkus.http.port", "${no.such.key}"), Map.of()),
                contains("${no.such.key}: refers to a key that has no value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint"})
    void aCollectorOfSpansThatHasNoUrlIsRefused(String key) {
        assertThat(
                problems(Map.of("quarkus.otel.sdk.disabled", "false", key, "localhost:4317"), Map.of()),
                contains(key + ": must be a URL such as http://localhost:4317"));
        assertThat(problems(Map.of(key, "localhost:4317"), Map.of()), is(empty()));
    }

    @Test
    void redisMustBeWaitedForAsLongAsTheReplicas() {
        var waits = Map.of(
                "tidings.log.redis.wait-timeout", "2s",
                "quarkus.redis.timeout", "2s",
                "quarkus.redis.tcp.read-idle-timeout", "5s");
        assertThat(problems(waits, Map.of()), is(empty()));
        assertThat(
                problems(waits, Map.of("TIDINGS_LOG_REDIS_WAIT_REPLICAS", "1")),
                contains("tidings.log.redis.wait-timeout=2s: must be shorter than quarkus.redis.timeout, which is 2s"));
    }

    @Test
    void theDelayIsAPartOfTheTimeToStop() {
        assertThat(
                problems(Map.of("tidings.drain.delay", "5s", "tidings.drain.timeout", "4s"), Map.of()),
                contains("tidings.drain.delay=5s: must not be longer than tidings.drain.timeout, which is 4s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings.presence.topics", "tidings.presence.topics[0]"})
    void withPresenceKeysAreRememberedForAMinute(String topics) {
        var window = "tidings.log.idempotency-window";
        assertThat(
                problems(Map.of(topics, "chat/**", window, "59s"), Map.of()),
                contains(
                        window + "=59s: must be 1m or longer with tidings.presence.topics, so that nobody is told twice"
                                + " who joins and leaves"));
        assertThat(problems(Map.of(topics, "chat/**", window, "60s"), Map.of()), is(empty()));
        assertThat(problems(Map.of(window, "59s"), Map.of()), is(empty()));
    }

    @Test
    void aValueThatRefersToNothingIsRefused() {
        assertThat(
                problems(Map.of("tidings.talk.interval", "${no.such.key}"), Map.of()),
                contains("tidings.talk.interval=${no.such.key}: refers to a key that has no value"));
    }

    @Test
    void aProblemIsOneLineWhateverTheValue() {
        assertThat(
                problems(Map.of("tidings.log.engine", "a\nb"), Map.of()),
                contains("tidings.log.engine=a?b: must be sqlite, redis or memory"));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(
                problems(Map.of("tidings.what", "1", "tidings.log.engine", "x"), Map.of("TIDINGS_LOG_SIZE", "1"))
                        .size(),
                is(3));
    }
}
