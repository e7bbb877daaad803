package io.tidings.demo.feed;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidings.event.Draft;
import io.tidings.publish.Publisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;

/// Publishes the example feeds through the hub, as anybody would: a virtual thread each. When they are off,
/// there are neither threads nor feeds.
@ApplicationScoped
class Feeds {
    private static final Logger LOG = Logger.getLogger(Feeds.class);

    private final FeedsConfig config;
    private final Publisher publisher;
    private final InstantSource clock = InstantSource.system();
    private volatile List<Thread> tellers = List.of();

    Feeds(FeedsConfig config, Publisher publisher) {
        this.config = config;
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent event) {
        if (!config.feeds()) {
            return;
        }
        tellers = all(config.seed()).stream()
                .map(feed ->
                        Thread.ofVirtual().name(feed.getClass().getSimpleName()).start(() -> tell(feed)))
                .toList();
    }

    void stop(@Observes ShutdownEvent event) {
        tellers.forEach(Thread::interrupt);
    }

    static List<Feed> all(long seed) {
        return List.of(
                new NewsFeed(new SplittableRandom(seed)),
                new AvailabilityFeed(new SplittableRandom(seed)),
                new PricesFeed(new SplittableRandom(seed)),
                new ChatFeed(new SplittableRandom(seed)),
                new ScoreFeed(new SplittableRandom(seed)),
                new TradingFeed(new SplittableRandom(seed)));
    }

    private void tell(Feed feed) {
        publish(feed.opening(clock.instant()));
        try {
            while (true) {
                Thread.sleep(feed.pace());
                publish(feed.next(clock.instant()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A log that is not available now may be at the next step; the story does not wait for it.
    private void publish(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        try {
            publisher.publish(drafts).toCompletableFuture().join();
        } catch (RuntimeException e) {
            LOG.debugf(e, "an example feed was not published");
        }
    }
}
