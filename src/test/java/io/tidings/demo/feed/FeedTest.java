package io.tidings.demo.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.event.Draft;
import io.tidings.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the example feeds tell, for a long time and with several seeds.
class FeedTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final int STEPS = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Feed> feeds() {
        return Feeds.all(1);
    }

    @Test
    void theSameSeedTellsTheSameAndAnotherSeedSomethingElse() {
        for (int i = 0; i < Feeds.all(1).size(); i++) {
            var told = told(Feeds.all(1).get(i));
            assertThat(told(Feeds.all(1).get(i)), is(told));
            assertThat(told(Feeds.all(2).get(i)), is(not(told)));
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void thereIsSomethingToSeeAtOnceAndItGoesOn(Feed feed) {
        assertThat(feed.opening(START).size(), is(greaterThan(0)));
        assertThat(feed.pace(), is(lessThan(Duration.ofSeconds(10))));
        assertThat(told(feed).stream().distinct().count(), is(greaterThan(13L)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noPlaceHasLessThanNoneOrMoreThanAll(long seed) {
        for (var place : json(told(new AvailabilityFeed(new SplittableRandom(seed))))) {
            assertThat(
                    place.get("free").intValue(),
                    is(allOf(
                            greaterThanOrEqualTo(0),
                            lessThanOrEqualTo(place.get("of").intValue()))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pricesStayPlausible(long seed) {
        for (var quote : json(told(new PricesFeed(new SplittableRandom(seed))))) {
            double ratio = quote.get("price").doubleValue() / quote.get("open").doubleValue();
            assertThat(ratio, is(allOf(greaterThan(0.8), lessThan(1.25))));
        }
    }

    @Test
    void newsHasTheSectionTheTimeTheHeadlineAndTheStory() {
        for (var news : told(new NewsFeed(new SplittableRandom(1)))) {
            var lines = news.data().toString().lines().toList();
            assertThat(lines.size(), is(5));
            assertThat(lines, everyItem(not("")));
            assertThat(Instant.parse(lines.get(1)).isAfter(START.minus(Duration.ofHours(1))), is(true));
        }
    }

    @Test
    void everyMessageSaysFromWhomItIs() {
        for (var message : json(told(new ChatFeed(new SplittableRandom(1))))) {
            assertThat(message.get("from").textValue().isBlank(), is(false));
            assertThat(message.get("text").textValue().isBlank(), is(false));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theScoreOfAMatchOnlyGrowsAndAllKindsOfMomentsHappen(long seed) {
        var drafts = told(new ScoreFeed(new SplittableRandom(seed)));
        int minute = 0;
        int goals = 0;
        for (var board : json(ofType(drafts, "board"))) {
            int now = board.get("minute").intValue();
            int scored = board.get("score").get(0).intValue()
                    + board.get("score").get(1).intValue();
            assertThat(scored, is(greaterThanOrEqualTo(now < minute ? 0 : goals)));
            minute = now;
            goals = scored;
        }
        var types = drafts.stream()
                .flatMap(draft -> draft.type().stream())
                .map(EventType::name)
                .toList();
        assertThat(
                types,
                hasItems("kick-off", "goal", "chance", "card", "substitution", "half-time", "full-time", "board"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBookIsNeverCrossedAndCandlesHoldTheirTrades(long seed) {
        var drafts = told(new TradingFeed(new SplittableRandom(seed)));
        for (var book : json(ofType(drafts, "book"))) {
            int bid = book.get("bids").get(0).get(0).intValue();
            int ask = book.get("asks").get(0).get(0).intValue();
            assertThat(bid, is(allOf(greaterThan(0), lessThan(ask))));
        }
        for (var candle : json(ofType(drafts, "candle"))) {
            var inside = allOf(
                    greaterThanOrEqualTo(candle.get("low").intValue()),
                    lessThanOrEqualTo(candle.get("high").intValue()));
            assertThat(candle.get("open").intValue(), is(inside));
            assertThat(candle.get("close").intValue(), is(inside));
        }
    }

    private static List<Draft> told(Feed feed) {
        var drafts = new ArrayList<>(feed.opening(START));
        for (int step = 1; step <= STEPS; step++) {
            drafts.addAll(feed.next(START.plusSeconds(step)));
        }
        return drafts;
    }

    private static List<Draft> ofType(List<Draft> drafts, String type) {
        return drafts.stream()
                .filter(draft ->
                        draft.type().stream().anyMatch(one -> one.name().equals(type)))
                .toList();
    }

    private static List<JsonNode> json(List<Draft> drafts) {
        return drafts.stream().map(draft -> parse(draft.data().toString())).toList();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
