package io.tidings.demo.feed;

import io.tidings.event.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A market for one share: trades as they happen, the order book as a latest value, and a candle when it is complete.
/// Prices are in cents. A page hears all of it on one connection.
final class TradingFeed implements Feed {
    static final String TRADES = "demo/trading/trades";
    static final String BOOK = "demo/trading/book";
    static final String CANDLES = "demo/trading/candles";

    private static final int CANDLES_AT_THE_START = 40;
    private static final int STEPS_OF_A_CANDLE = 16;

    private final RandomGenerator random;
    private final OrderBook book;
    private Candle candle;
    private int steps;

    TradingFeed(RandomGenerator random) {
        this.random = random;
        this.book = new OrderBook(random, 18_420);
        this.candle = Candle.opening(0, book.last());
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(500);
    }

    @Override
    public List<Draft> opening(Instant now) {
        var drafts = new ArrayList<Draft>();
        while (drafts.size() < CANDLES_AT_THE_START) {
            trade().stream()
                    .filter(draft -> draft.topics().getFirst().name().equals(CANDLES))
                    .forEach(drafts::add);
        }
        return drafts;
    }

    @Override
    public List<Draft> next(Instant now) {
        var drafts = new ArrayList<>(trade());
        drafts.add(Feed.event(BOOK, "book", book.json()));
        return drafts;
    }

    private List<Draft> trade() {
        var drafts = new ArrayList<Draft>();
        for (int trades = random.nextInt(3); trades > 0; trades--) {
            var trade = book.trade();
            candle = candle.with(trade.price(), trade.size());
            drafts.add(Feed.event(
                    TRADES,
                    "trade",
                    "{\"price\":%d,\"size\":%d,\"side\":\"%s\"}".formatted(trade.price(), trade.size(), trade.side())));
        }
        if (++steps % STEPS_OF_A_CANDLE == 0) {
            drafts.add(Feed.event(CANDLES, "candle", candle.json()));
            candle = Candle.opening(candle.number() + 1, book.last());
        }
        return drafts;
    }

    /// What the price did for a while.
    record Candle(int number, int open, int high, int low, int close, int volume) {
        static Candle opening(int number, int price) {
            return new Candle(number, price, price, price, price, 0);
        }

        Candle with(int price, int size) {
            return new Candle(number, open, Math.max(high, price), Math.min(low, price), price, volume + size);
        }

        String json() {
            return "{\"number\":%d,\"open\":%d,\"high\":%d,\"low\":%d,\"close\":%d,\"volume\":%d}"
                    .formatted(number, open, high, low, close, volume);
        }
    }
}
