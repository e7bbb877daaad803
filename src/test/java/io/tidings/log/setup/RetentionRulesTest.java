package io.tidings.log.setup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidings.config.AgeLimit;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The two forms of a retention rule.
class RetentionRulesTest {
    private static final int PRIORITY = 300;

    @Test
    void bothFormsMakeTheSameRules() {
        var named = retention(Map.of(
                "tidings.retention.\"prices/**\".max-events", "1",
                "tidings.retention.news.max-events", "1",
                "tidings.retention.\"**\".max-age", "24h"));
        var numbered = retention(Map.of(
                "tidings.retention.rules[0].topics", "prices/**, news",
                "tidings.retention.rules[0].max-events", "1",
                "tidings.retention.rules[1].topics[0]", "**",
                "tidings.retention.rules[1].max-age", "24h"));
        assertThat(numbered, is(named));
    }

    @Test
    void aRuleCanBeSetByVariablesOfTheEnvironment() {
        var environment = new EnvConfigSource(
                Map.of(
                        "TIDINGS_RETENTION_RULES_0__TOPICS", "prices/**,news",
                        "TIDINGS_RETENTION_RULES_0__MAX_EVENTS", "1",
                        "TIDINGS_RETENTION_RULES_1__TOPICS", "**",
                        "TIDINGS_RETENTION_RULES_1__MAX_AGE", "unlimited"),
                PRIORITY);
        var retention = new RetentionRules(config(environment)).retention(1);
        assertThat(retention.rules().size(), is(5));
        assertThat(rule(retention, "news").maxEvents(), is(1L));
        assertThat(rule(retention, "prices/gold").maxAge(), is(AgeLimit.UNLIMITED.age()));
        assertThat(rule(retention, "weather").maxEvents(), is(100_000L));
    }

    @Test
    void theTwoFormsCanBeMixed() {
        var retention = retention(Map.of(
                "tidings.retention.news.max-events", "2",
                "tidings.retention.rules[0].topics", "**",
                "tidings.retention.rules[0].max-age", "1h"));
        assertThat(rule(retention, "news").maxEvents(), is(2L));
        assertThat(rule(retention, "news").maxAge(), is(Duration.ofHours(1)));
    }

    @Test
    void presenceIsKeptForAnHourUnlessARuleSaysOtherwise() {
        var retention = retention(Map.of(
                "tidings.retention.\"**\".max-events",
                "1",
                "tidings.retention.\"tidings/presence/a/*\".max-age",
                "2h"));
        assertThat(rule(retention, "tidings/presence/b/1").maxAge(), is(Duration.ofHours(1)));
        assertThat(rule(retention, "tidings/presence/b/1").maxEvents(), is(100_000L));
        assertThat(rule(retention, "tidings/presence/a/1").maxAge(), is(Duration.ofHours(2)));
    }

    @Test
    void aTopicMayBeNamedRules() {
        assertThat(
                rule(retention(Map.of("tidings.retention.rules.max-events", "7")), "rules")
                        .maxEvents(),
                is(7L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules[0].max-events=1                   | rules[0] names no topics: set tidings.retention.rules[0].topics
            rules[0].topics=news                    | rules[0] sets no limit: set its max-events, its max-age or both
            news.max-events=1 rules[0].topics=a,news rules[0].max-age=1h | \
            "news" and tidings.retention.rules[0] are both rules for news: keep one of them
            rules[0].topics=a rules[0].max-age=1h rules[1].topics=a rules[1].max-age=2h | \
            rules[0] and tidings.retention.rules[1] are both rules for a: keep one of them
            rules[0].topics=a,a rules[0].max-age=1h | \
            rules[0] and tidings.retention.rules[0] are both rules for a: keep one of them
            """)
    void aRuleThatIsIncompleteOrThereTwiceStopsTheStart(String settings, String problem) {
        var properties = Arrays.stream(settings.split(" "))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> "tidings.retention." + setting[0], setting -> setting[1]));
        var thrown = assertThrows(ConfigurationException.class, () -> retention(properties));
        assertThat(thrown.getMessage(), is("Tidings cannot start: tidings.retention." + problem));
    }

    private static Retention.Rule rule(Retention retention, String topic) {
        return retention.of(new Topic(topic));
    }

    private static Retention retention(Map<String, String> properties) {
        var source = new PropertiesConfigSource(properties, "properties", PRIORITY);
        return new RetentionRules(config(source)).retention(1);
    }

    private static RetentionConfig config(ConfigSource source) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(RetentionConfig.class)
                .withSources(source)
                .build();
        return config.getConfigMapping(RetentionConfig.class);
    }
}
