package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Draft;
import io.tidings.log.Batch;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Told;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Redis refuses for a while.
@WithRedis
class OutagesTest extends Replicas {
    @AfterEach
    void allow() throws IOException {
        server.command("ACL SETUSER default +@all");
        server.command("CONFIG SET maxmemory 0");
        server.command("REPLICAOF NO ONE");
    }

    @ParameterizedTest
    @CsvSource({
        "ACL SETUSER default -zadd, ACL SETUSER default +zadd, NOPERM",
        "SET {tidings}:due x, DEL {tidings}:due, WRONGTYPE",
        "SET {tidings}:topic:u x, DEL {tidings}:topic:u, WRONGTYPE",
        "CONFIG SET maxmemory 1, CONFIG SET maxmemory 0, OOM",
        "REPLICAOF 127.0.0.1 1, REPLICAOF NO ONE, READONLY"
    })
    void whatRedisRefusesIsToldOnceAndTheCheckFailsUntilItIsOver(String trouble, String cure, String reason)
            throws IOException {
        var log = open(AMPLE);
        var followed = new Followed(log);
        log.append(Batch.of(Draft.of("t", "1")));
        server.command("DEL {tidings}:due");
        try (var told = new Told(Writer.class)) {
            server.command(trouble);
            for (int i = 0; i < 20; i++) {
                assertThrows(LogUnavailableException.class, () -> log.append(Batch.of(Draft.of("u", "refused"))));
                assertThrows(LogUnavailableException.class, log::check);
            }
            Load.await("the check tells the reason", () -> refusal(log::check).contains(reason));
            assertThat(told.lines().toString(), told.lines().size(), is(1));
            assertThat(told.lines().getFirst(), startsWith("WARN Redis refuses events, and publishers get a 503: "));
            server.command(cure);
            Load.await("the check passes", () -> refusal(log::check).isEmpty());
            assertThat(told.lines().getLast(), is("INFO Redis takes events again"));
            log.append(Batch.of(Draft.of("u", "2")));
            followed.awaitSize(2);
            assertThat(told.lines().toString(), told.lines().size(), is(2));
        }
    }

    private static String refusal(Runnable check) {
        try {
            check.run();
            return "";
        } catch (LogUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
