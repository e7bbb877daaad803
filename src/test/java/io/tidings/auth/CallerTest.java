package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.refusal.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a caller may do, and how its idempotency keys are apart from those of others.
class CallerTest {
    private static Caller caller(Optional<Subject> subject, Grants grants) {
        return Caller.of(subject, grants, Grants.NONE, Validity.UNLIMITED);
    }

    @Test
    void nobodyBurnsTheKeysOfAnother() {
        var callers = Stream.of(
                Caller.anonymous(Grants.NONE),
                caller(Optional.empty(), Grants.PUBLISH_ALL),
                caller(Optional.of(Subject.ofToken("ann")), Grants.NONE),
                caller(Optional.of(new Subject(Optional.of("main"), "ann")), Grants.NONE),
                caller(Optional.of(new Subject(Optional.of("other"), "ann")), Grants.NONE));

        var names = callers.map(caller -> caller.scoped("order-17")).toList();

        assertThat(Set.copyOf(names), hasSize(names.size()));
    }

    @ParameterizedTest
    @CsvSource({
        "chat/**,             tidings/presence/chat/1,                  true",
        "chat/**,             tidings/presence/chat,                    false",
        "**,                  tidings/presence/chat,                    true",
        "**,                  tidings/presence/**,                      false",
        "**,                  tidings/presence/*,                       false",
        "**,                  tidings/presence/,                        false",
        "**,                  tidings/presence/tidings/presence/chat,   false",
        "tidings/**,          tidings/presence/chat,                    false",
        "tidings/**,          tidings/presence/**,                      false",
        "tidings/presence/**, tidings/presence/*,                       false",
        "tidings/presence/a,  tidings/presence/a,                       false",
        "tidings/**,          tidings/present,                          false",
        "tidings/present,     tidings/present,                          false",
    })
    void whoHearsATopicHearsWhoJoinsIt(String granted, String wanted, boolean isHeard) {
        var caller = caller(Optional.empty(), new Grants(Patterns.of(), Patterns.of(granted), false));

        if (isHeard) {
            caller.checkSubscribe(Patterns.of(wanted));
        } else {
            assertThrows(RefusedException.class, () -> caller.checkSubscribe(Patterns.of(wanted)));
        }
    }

    @Test
    void anonymousHearsWhoJoinsOnlyIfThatIsConfigured() {
        var wanted = Patterns.of("chat/1", "tidings/presence/chat/1");

        var refusal = assertThrows(
                RefusedException.class,
                () -> Caller.anonymous(Grants.SUBSCRIBE_ALL).checkSubscribe(wanted));
        assertThat(refusal.getMessage().contains("subscribe to tidings/presence/chat/1:"), is(true));
        Caller.anonymous(Grants.SUBSCRIBE_ALL, true, Optional.empty()).checkSubscribe(wanted);
    }

    /// Few topics and many are compared in different ways.
    @Test
    void eachTopicNeedsAGrant() {
        var caller =
                caller(Optional.empty(), new Grants(Patterns.of("orders/*", "news"), Patterns.of("orders/*"), false));
        var topics =
                IntStream.range(0, 100).mapToObj(i -> new Topic("orders/" + i)).toList();

        caller.checkPublish(topics);
        caller.checkPublish(topics.subList(0, 1));

        for (var refused : List.of("other", "orders/1/2", "tidings/a")) {
            var one = List.of(new Topic(refused));
            var many = Stream.concat(topics.stream(), one.stream()).toList();
            for (var all : List.of(one, many)) {
                var refusal = assertThrows(RefusedException.class, () -> caller.checkPublish(all));
                assertThat(refusal.getMessage().contains("publish to " + refused + ":"), is(true));
            }
        }
    }
}
