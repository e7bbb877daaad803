package io.tidings.log.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import io.tidings.config.AgeLimit;
import io.tidings.config.CountLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may be dropped, by topic pattern; the most specific pattern that matches a topic holds. What a rule leaves
/// open it takes from the one for `**`, and that one from the defaults: 100000 events and 7 days.
@ConfigMapping(prefix = "tidings.retention")
interface RetentionConfig {
    /// The rules by their patterns, as in `tidings.retention."prices/**".max-events=1`.
    @WithParentName
    Map<String, Rule> byPattern();

    /// The same with numbers instead of patterns in their keys, for variables of the environment.
    List<NumberedRule> rules();

    /// What is kept of each topic.
    interface Rule {
        /// The most events; 1 keeps the latest value alone.
        Optional<CountLimit> maxEvents();

        /// Events older than this go.
        Optional<AgeLimit> maxAge();
    }

    /// A rule that names its topics itself.
    interface NumberedRule extends Rule {
        /// Patterns.
        Optional<List<String>> topics();
    }
}
