package io.tidings.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkTickerTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER_AGAIN = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Budget budget = new Budget(1_000_000);
    private final ClientShares shares = new ClientShares(budget);
    private final AtomicInteger open = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void ticksAtOnce() {
        var listener = listenTo(ticker(NEVER_AGAIN), 1);
        listener.awaitItems(1).assertNotTerminated();
    }

    @Test
    void keepsNothingForAListenerThatHasNoRoom() {
        var ticker = ticker(OFTEN);
        var stalled = listenTo(ticker, 1);
        listenTo(ticker, Long.MAX_VALUE).awaitItems(20);
        stalled.assertNotTerminated();
        assertThat(stalled.getItems().size(), is(1));
    }

    @Test
    void stopsForAListenerThatLeaves() {
        var ticker = ticker(NEVER_AGAIN);
        var listener = listenTo(ticker, 1).awaitItems(1);
        assertThat(open.get(), is(1));
        assertThat(ticker.listeners(), is(1));
        listener.cancel();
        assertThat(open.get(), is(0));
        assertThat(ticker.listeners(), is(0));
    }

    /// The next tick may be hours away. The request of a client that is gone must not wait for it.
    @Test
    void keepsNothingOfAListenerThatLeaves() {
        var ticker = ticker(NEVER_AGAIN);
        var request = listenAndLeave(ticker);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); request.get() != null; System.gc()) {
            assertThat("it is still there", System.nanoTime() < end);
        }
    }

    private WeakReference<BooleanSupplier> listenAndLeave(TalkTicker ticker) {
        var request = new AtomicBoolean();
        BooleanSupplier isGone = request::get;
        ticker.ticks(shares.of("client"), isGone, 0)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1))
                .awaitItems(1)
                .cancel();
        return new WeakReference<>(isGone);
    }

    @Test
    void endsAllStreamsWhenStopped() {
        var ticker = ticker(NEVER_AGAIN);
        var listener = listenTo(ticker, 2).awaitItems(1);
        ticker.stop();
        listener.awaitCompletion();
        assertThat(open.get(), is(0));
    }

    @Test
    void endsAStreamAtOnceAfterItStopped() {
        var ticker = ticker(NEVER_AGAIN);
        ticker.stop();
        listenTo(ticker, 1).awaitCompletion();
        assertThat(open.get(), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-5S", "PT0.0009S"})
    void refusesAnIntervalThatIsNone(String interval) {
        var refusal = assertThrows(ConfigurationException.class, () -> ticker(Duration.parse(interval)));
        assertThat(refusal.getMessage(), containsString("tidings.talk.interval"));
    }

    @Test
    void aListenerForWhomThereIsNoMemoryHearsNothingAndMayComeBack() {
        var ticker = ticker(NEVER_AGAIN);
        var listeners = Stream.generate(() -> listenTo(ticker, 1)).limit(50).toList();
        assertThat(ticker.listeners(), lessThan(50));
        listeners.getLast().awaitCompletion().assertHasNotReceivedAnyItem();
        listenTo(ticker, 1, "other").awaitItems(1).cancel();

        listeners.forEach(AssertSubscriber::cancel);

        listenTo(ticker, 1).awaitItems(1).cancel();
        assertThat(budget.held(), is(0L));
    }

    private TalkTicker ticker(Duration interval) {
        return new TalkTicker(
                () -> interval,
                new Telemetry() {
                    @Override
                    public void subscribed() {
                        open.incrementAndGet();
                    }

                    @Override
                    public void unsubscribed(StreamEnd end) {
                        open.decrementAndGet();
                    }
                },
                vertx);
    }

    private AssertSubscriber<LocalTime> listenTo(TalkTicker ticker, long room) {
        return listenTo(ticker, room, "client");
    }

    private AssertSubscriber<LocalTime> listenTo(TalkTicker ticker, long room, String address) {
        return ticker.ticks(shares.of(address), () -> false, 0)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(room));
    }
}
