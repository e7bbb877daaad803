package io.tidings.demo.feed;

import io.tidings.event.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Prices of gold, silver and a crypto currency, a topic each: the newest price and that at the start of the day.
final class PricesFeed implements Feed {
    static final String TOPICS = "demo/prices/";

    private static final int AT_THE_START = 90;

    private final RandomGenerator random;
    private final List<Walk> walks = List.of(
            new Walk("gold", 2_650.40, 0.0004), new Walk("silver", 31.18, 0.0007), new Walk("bitcoin", 97_240, 0.0011));

    PricesFeed(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<Draft> opening(Instant now) {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < AT_THE_START; i++) {
            drafts.addAll(next(now));
        }
        return drafts;
    }

    @Override
    public List<Draft> next(Instant now) {
        return walks.stream().map(walk -> walk.step(random)).toList();
    }

    /// A price that wanders, and is drawn back a little the farther it is from where it began.
    private static final class Walk {
        private final String name;
        private final double open;
        private final double volatility;
        private double price;

        Walk(String name, double open, double volatility) {
            this.name = name;
            this.open = open;
            this.volatility = volatility;
            this.price = open;
        }

        Draft step(RandomGenerator random) {
            double back = (open - price) / open * 0.02;
            price *= 1 + back + random.nextGaussian() * volatility;
            var data = String.format(Locale.ROOT, "{\"name\":\"%s\",\"price\":%.2f,\"open\":%.2f}", name, price, open);
            return Feed.event(TOPICS + name, "price", data);
        }
    }
}
