package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.tidings.event.Draft;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.Revocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Redis refuses one thing after the other: an event is kept, and handed over, if and only if its append ended well.
@Tag("slow")
@WithRedis
class RefusedIT extends Replicas {
    private static final Pattern COMMAND = Pattern.compile("'([A-Z]{3,})'");
    private static final int LARGE = 1_001;
    private static final int MOST = 1_200;

    private final List<String> acknowledged = new ArrayList<>();
    private int number;

    @AfterEach
    void allow() throws IOException {
        server.command("ACL SETUSER default +@all");
    }

    @Test
    void aUserWithTheCommandsOfThePageIsEnough() throws IOException {
        var page = Files.readString(Path.of("docs/configuration.md"));
        var listed = Pattern.compile("these commands: `([^`]+)`").matcher(page);
        assertThat(listed.find(), is(true));
        var commands =
                Stream.of(listed.group(1).split("\\s+")).map(name -> "+" + name).toList();
        var made = server.command("ACL SETUSER hub on >pw ~{tidings}* " + String.join(" ", commands));
        assertThat(made, is("+OK\r\n"));
        var client = client("redis://hub:pw@127.0.0.1:" + server.port());
        var log = open(client, Retention.ofEach(MOST, Duration.ofDays(1)), RedisOptions.Wait.NONE, Optional.empty());
        var followed = new Followed(log);
        assertThat(use(log), is(true));
        log.drop(new Topic("gone"));
        while (log.trim()) {}
        log.check();
        var ann = new Revocation(Optional.empty(), "ann", Instant.now());
        log.revocations().revoke(ann);
        assertThat(log.revocations().all(), is(List.of(ann)));
        assertKept("a user of its own", log, followed);
    }

    @Test
    void whateverCommandIsDenied() throws IOException {
        var commands = commands();
        assertThat(commands, hasItems("EVALSHA", "XADD", "ZADD", "HSET", "XTRIM", "ZPOPMIN", "INFO", "XREAD"));
        var log = open(Retention.ofEach(MOST, Duration.ofDays(1)));
        var followed = new Followed(log);
        var refusing = new ArrayList<String>();
        for (var command : commands) {
            server.command("ACL SETUSER default -" + command.toLowerCase(Locale.ROOT));
            if (!use(log)) {
                refusing.add(command);
            }
            server.command("ACL SETUSER default +@all");
            assertKept(command + " was denied", log, followed);
        }
        assertThat(refusing, hasItems("XADD", "ZADD", "HSET", "SET", "ZPOPMIN"));
    }

    @Test
    void whateverKeyHoldsSomethingElse() throws IOException {
        var log = open(Retention.ofEach(MOST, Duration.ofDays(1)));
        var followed = new Followed(log);
        assertThat(use(log), is(true));
        var keys = new ArrayList<>(new Keys("{tidings}").shared());
        keys.add("{tidings}:topic:t");
        var writer = server.command("KEYS {tidings}:writer:*");
        keys.add(writer.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow());
        var refusing = new ArrayList<String>();
        for (var key : keys) {
            server.command("RENAME " + key + " aside");
            server.command("LPUSH " + key + " x");
            if (!use(log)) {
                refusing.add(key);
            }
            server.command("DEL " + key);
            server.command("RENAME aside " + key);
            assertKept(key + " held a list", log, followed);
        }
        assertThat(refusing, not(empty()));
        assertThat(refusing, hasItems("{tidings}:latest", "{tidings}:topic:t", "{tidings}:idempotency-order"));
    }

    /// All that a hub does, with small batches and one in parts. True if none of the appends was refused.
    private boolean use(EventLog log) {
        boolean small = append(log, Optional.of("key " + number), "small " + number++);
        boolean large = append(log, Optional.empty(), largeData());
        trying(log::trim);
        trying(() -> log.topics(Selection.ALL, "", "", 10));
        trying(() -> data(log, Selection.of("t")));
        trying(() -> data(log, Selection.of("*")));
        trying(() -> log.drop(new Topic("gone")));
        trying(log::check);
        return append(log, Optional.empty(), "last " + number++) && small && large;
    }

    private String[] largeData() {
        number++;
        return Stream.iterate(0, i -> i < LARGE, i -> i + 1)
                .map(i -> "large " + number + " " + i)
                .toArray(String[]::new);
    }

    private boolean append(EventLog log, Optional<String> key, String... data) {
        try {
            log.append(
                    new Batch(Stream.of(data).map(each -> Draft.of("t", each)).toList(), key));
            acknowledged.addAll(List.of(data));
            return true;
        } catch (LogUnavailableException e) {
            return false;
        }
    }

    private static void trying(Runnable step) {
        try {
            step.run();
        } catch (LogUnavailableException e) {
            // It is what was to be tried.
        }
    }

    private void assertKept(String reason, EventLog log, Followed followed) {
        assertThat(reason, append(log, Optional.of("key " + number), "after " + number++), is(true));
        Load.await("the log is mended", () -> {
            trying(log::trim);
            return data(log, Selection.of("t")).size()
                    == log.topics(Selection.ALL, "t", "", 1).getFirst().events();
        });
        var kept = data(log, Selection.ALL);
        assertThat(reason, kept, is(acknowledged.subList(acknowledged.size() - kept.size(), acknowledged.size())));
        assertThat(reason, data(log, Selection.of("t")), is(kept));
        assertThat(reason, data(log, Selection.of("*")), is(kept));
        assertThat(reason, kept.size(), greaterThanOrEqualTo(Math.min(acknowledged.size(), MOST)));
        followed.awaitSize(acknowledged.size());
        assertThat(reason, followed.data(), is(acknowledged));
        assertThat(reason, followed.interruptions(), is(empty()));
    }

    private static List<String> commands() throws IOException {
        var commands = new TreeSet<>(List.of("EVALSHA", "EVAL", "HLEN", "XREAD"));
        for (var script : List.of("open", "index", "append", "mend", "read", "follow", "due", "trim", "topics")) {
            try (var file = LogScripts.class.getResourceAsStream(script + ".lua")) {
                var found = COMMAND.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
                while (found.find()) {
                    commands.add(found.group(1));
                }
            }
        }
        commands.removeIf(word -> word.matches("COUNT|LIMIT|MINID|WITHSCORES|NOPERM|WRONGTYPE|STALE"));
        return List.copyOf(commands);
    }
}
