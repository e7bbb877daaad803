package io.tidings.log.redis;

import java.io.File;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A test that starts a `redis-server`. Where there is none it is left out, and says so.
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithRedis.Condition.class)
public @interface WithRedis {
    /// Looks for it on the path.
    class Condition implements ExecutionCondition {
        private static final boolean FOUND = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (FOUND) {
                return ConditionEvaluationResult.enabled("redis-server is on the path");
            }
            if (context.getTestMethod().isEmpty()) {
                System.err.printf(
                        "%n*** NOT TESTED: %s. There is no redis-server on the path:%n"
                                + "*** install it (Debian: apt-get install redis-server) and run this again.%n%n",
                        context.getDisplayName());
            }
            return ConditionEvaluationResult.disabled("there is no redis-server on the path");
        }
    }
}
