package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A hub without any settings for access, where anyone may subscribe to everything that is public.
@QuarkusTest
class AnonymousTest extends HubFixture {
    @Test
    void privateEventsAreNotForAnonymousEvenIfItMayReadEverything() throws IOException {
        publish("", "public");
        try (var live = open("")) {
            publish("private=true", "private");
            publish("", "next");

            assertThat(live.event(), containsString("data: next\n"));
        }
        try (var replay = open("?replay=all")) {
            assertThat(replay.event(), containsString("data: public\n"));
            assertThat(replay.event(), containsString("data: next\n"));
        }
        history("").then().body("events.data", contains("public", "next"));
        json("/topics?prefix=" + topic).then().body("topics.events", contains(2));
    }

    @Test
    void theLatestIsTheLatestPublicEvent() throws IOException {
        publish("", "public");
        publish("private=true", "private");

        try (var latest = open("?replay=latest")) {
            assertThat(latest.event(), containsString("data: public\n"));
        }
    }
}
