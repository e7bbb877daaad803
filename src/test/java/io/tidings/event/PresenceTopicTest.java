package io.tidings.event;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTopicTest {
    @Test
    void itTellsOfOneTopic() {
        var topic = PresenceTopic.of(new Topic("chat/1")).orElseThrow();

        assertThat(topic, is(new Topic("tidings/presence/chat/1")));
        assertThat(PresenceTopic.toldOf(topic), is(Optional.of(new Topic("chat/1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "tidings/presence", "tidings/presence/", "tidings/present/a"})
    void othersTellOfNone(String name) {
        assertThat(PresenceTopic.toldOf(new Topic(name)), is(Optional.empty()));
    }

    @Test
    void aTopicWithTheLongestNameHasNone() {
        assertThat(PresenceTopic.of(new Topic("x".repeat(Topic.MAX_LENGTH))), is(Optional.empty()));
    }
}
