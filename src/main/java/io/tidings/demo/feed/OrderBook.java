package io.tidings.demo.feed;

import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is offered around the price of the last trade: the levels move with it, so bids stay below asks.
final class OrderBook {
    private static final int LEVELS = 9;
    private static final int TICK = 5;
    private static final int LOWEST_PRICE = 1_000;

    private final RandomGenerator random;
    private final int fair;
    private final int[] bids = new int[LEVELS];
    private final int[] asks = new int[LEVELS];
    private int last;

    OrderBook(RandomGenerator random, int price) {
        this.random = random;
        this.fair = price;
        this.last = price;
        for (int level = 0; level < LEVELS; level++) {
            bids[level] = size(level);
            asks[level] = size(level);
        }
    }

    record Trade(int price, int size, String side) {}

    /// The price of the last trade, in cents.
    int last() {
        return last;
    }

    /// A trade, after which some of the levels are others.
    Trade trade() {
        boolean buy = random.nextDouble() < 0.5 + (fair - last) / (fair * 0.08);
        last = Math.max(LOWEST_PRICE, last + (buy ? TICK : -TICK) * random.nextInt(0, 4));
        int size = random.nextInt(1, 30) * 10;
        for (int i = 0; i < 3; i++) {
            int level = random.nextInt(LEVELS);
            (random.nextBoolean() ? bids : asks)[level] = size(level);
        }
        return new Trade(last, size, buy ? "buy" : "sell");
    }

    /// From the best price away, a pair of price and size for each level.
    String json() {
        return "{\"last\":%d,\"bids\":%s,\"asks\":%s}".formatted(last, levels(bids, -TICK), levels(asks, TICK));
    }

    private int size(int level) {
        return random.nextInt(2, 20 + level * 8) * 10;
    }

    private String levels(int[] sizes, int step) {
        return IntStream.range(0, LEVELS)
                .mapToObj(level -> "[" + (last + step * (level + 1)) + "," + sizes[level] + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
