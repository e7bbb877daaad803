package io.tidings.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;

import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Redis refused was not done; what broke on the way may have been.
class RedisFailureTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OOM command not allowed when used memory > 'maxmemory'.",
                "READONLY You can't write against a read only replica.",
                "ERR user_script:7: something",
                "ERR [0] MISCONF Errors writing to the AOF file",
                "ERR [1] unknown command 'WAITAOF', with args beginning with: '1'"
            })
    void aRefusalIsNone(String message) {
        assertThat(RedisFailure.of(ErrorType.create(message)), instanceOf(RedisUnavailableException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTION_CLOSED",
                "ERR [0] CONNECTION_CLOSED\nERR [1] CONNECTION_CLOSED",
                "ERR [0] io.netty.channel.unix.Errors$NativeIoException: Connection reset by peer",
                "ERR [1] java.io.IOException: Broken pipe"
            })
    void aBrokenConnectionIsOne(String message) {
        assertThat(RedisFailure.of(ErrorType.create(message)), instanceOf(LostConnectionException.class));
    }

    @Test
    void anythingElseIsOneToo() {
        assertThat(RedisFailure.of(new IOException()), instanceOf(LostConnectionException.class));
    }

    @Test
    void anUnknownScriptIsSentWhole() {
        assertThat(
                RedisFailure.of(ErrorType.create("NOSCRIPT No matching script. Please use EVAL.")),
                instanceOf(UnknownScriptException.class));
    }
}
