package io.tidings.demo.feed;

import io.tidings.event.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A room in which a few people talk about the town. Whoever may publish can join in.
final class ChatFeed implements Feed {
    static final String TOPIC = "demo/chat";

    private static final int AT_THE_START = 5;
    private static final int ONE_IN_STAYS_SILENT = 3;

    private static final List<List<String>> LINES = List.of(
            List.of("Mira", "Morning! Has the fog lifted at the harbour?"),
            List.of("Tomás", "Not yet. I can hear the ferry, but I can't see it."),
            List.of("Aiko", "From the hill it looks like a sea of milk."),
            List.of("Jonas", "Two bikes left at Central Station, be quick."),
            List.of("Mira", "Got one. Thanks!"),
            List.of("Leila", "Who is coming to the match on Saturday?"),
            List.of("Tomás", "Me. And my brother, if he finds his scarf."),
            List.of("Aiko", "I'll follow the score in the other tab ;)"),
            List.of("Jonas", "The bakery at Mill Pond has cinnamon rolls again.\\nStill warm."),
            List.of("Leila", "On my way."),
            List.of("Mira", "Save one for me, please."),
            List.of("Aiko", "My train went into a tunnel, and I missed nothing of this. How?"),
            List.of("Jonas", "Your browser said which message was its last one. The hub sent the rest."),
            List.of("Leila", "No app, no account. I like it."));

    private final RandomGenerator random;
    private int said;

    ChatFeed(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(4);
    }

    @Override
    public List<Draft> opening(Instant now) {
        return Stream.generate(this::line).limit(AT_THE_START).toList();
    }

    @Override
    public List<Draft> next(Instant now) {
        return random.nextInt(ONE_IN_STAYS_SILENT) == 0 ? List.of() : List.of(line());
    }

    private Draft line() {
        var line = LINES.get(said++ % LINES.size());
        return Feed.event(
                TOPIC, "message", "{\"from\":\"%s\",\"text\":\"%s\"}".formatted(line.getFirst(), line.getLast()));
    }
}
