package io.tidings.demo.feed;

import io.tidings.event.Draft;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The latest news of an invented town, in plain text of several lines: the section, the time, the headline, and the
/// story. The type says whether it is `breaking` or a `story`.
final class NewsFeed implements Feed {
    static final String TOPIC = "demo/news";

    private static final int AT_THE_START = 7;
    private static final int ONE_IN_BREAKS = 9;

    private static final List<String> PLACES =
            List.of("Harbour Square", "Northgate", "the Old Mill", "Lantern Street", "Mill Pond", "the Glass Market");

    private record Story(String section, String headline, String text) {}

    private static final List<Story> STORIES = List.of(
            new Story(
                    "Harbour",
                    "Ferry line 3 returns to its summer timetable",
                    "Boats leave every twelve minutes from Monday.\nThe last one waits for the late train."),
            new Story(
                    "City",
                    "A new bike lane opens at %s",
                    "It is two metres wide and lit at night.\nThe council counts the first thousand riders this week."),
            new Story(
                    "Science",
                    "Students measure the quietest hour of the year",
                    "Between three and four in the morning the city falls to 31 decibels.\nOnly the tram depot hums."),
            new Story(
                    "Culture",
                    "Open-air cinema finds a home at %s",
                    "Forty evenings, forty films, and blankets for all.\nTickets are free; seats are first come."),
            new Story(
                    "Weather",
                    "Fog until noon, then the clearest sky of the month",
                    "Visibility below 200 metres on the river.\nThe evening is dry, with a light wind from the west."),
            new Story(
                    "Business",
                    "Bakery at %s sells its millionth cinnamon roll",
                    "The customer, on her way to work, took two.\nThe recipe has not changed in nineteen years."),
            new Story(
                    "Transport",
                    "Night trams run through the weekend",
                    "Lines 1, 4 and 9 go every half hour until five.\nA day ticket is good for the night after."),
            new Story(
                    "City",
                    "Library lends telescopes, and all are out by noon",
                    "Thirty instruments were meant to last the week.\nThe library has ordered sixty more."),
            new Story(
                    "Harbour",
                    "Divers free a buoy that drifted for eleven days",
                    "It had reached the breakwater near %s.\nShips may use the eastern channel again."),
            new Story(
                    "Sport",
                    "Harbour City names its squad for Saturday",
                    "The captain is back after three weeks.\nNorthgate comes with the best defence of the league."));

    private final RandomGenerator random;
    private int told;

    NewsFeed(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(8);
    }

    @Override
    public List<Draft> opening(Instant now) {
        var drafts = new ArrayList<Draft>();
        for (int before = AT_THE_START; before > 0; before--) {
            drafts.addAll(next(now.minus(pace().multipliedBy(before * 9L))));
        }
        return drafts;
    }

    @Override
    public List<Draft> next(Instant now) {
        var story = STORIES.get(told++ % STORIES.size());
        var place = PLACES.get(random.nextInt(PLACES.size()));
        var type = random.nextInt(ONE_IN_BREAKS) == 0 ? "breaking" : "story";
        var lines = List.of(
                story.section(),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                story.headline().replace("%s", place),
                story.text().replace("%s", place));
        return List.of(Feed.event(TOPIC, type, String.join("\n", lines)));
    }
}
