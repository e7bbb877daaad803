package io.tidings.log.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisOptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void replicasAreCounted() {
        var wait = new RedisOptions.Wait(2, RedisOptions.Place.MEMORY, SECOND);
        assertEquals(Optional.of("only 1 of 2 replicas have it yet"), wait.missing(NumberType.create(1)));
        assertEquals(Optional.empty(), wait.missing(NumberType.create(2)));
    }

    @Test
    void thePrimaryMustHaveItOnItsDiskToo() {
        var wait = new RedisOptions.Wait(1, RedisOptions.Place.DISK, SECOND);
        assertEquals(Optional.of("not on its disk yet"), wait.missing(waitAof(0, 1)));
        assertEquals(Optional.of("only 0 of 1 replicas have it yet"), wait.missing(waitAof(1, 0)));
        assertEquals(Optional.empty(), wait.missing(waitAof(1, 1)));
    }

    @Test
    void aPrimaryWithoutReplicasMustHaveItOnItsDisk() {
        var wait = new RedisOptions.Wait(0, RedisOptions.Place.DISK, SECOND);
        assertEquals(Optional.of("not on its disk yet"), wait.missing(waitAof(0, 0)));
        assertEquals(Optional.empty(), wait.missing(waitAof(1, 0)));
    }

    private static Response waitAof(long local, long replicas) {
        var reply = MultiType.create(2, false);
        reply.add(NumberType.create(local));
        reply.add(NumberType.create(replicas));
        return reply;
    }
}
