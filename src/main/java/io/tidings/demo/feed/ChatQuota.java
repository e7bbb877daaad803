package io.tidings.demo.feed;

import io.tidings.event.Draft;
import io.tidings.event.Topic;
import io.tidings.publish.Quota;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The example room takes what people can read: some messages at once, then one a second, of all together. A limit for
/// each would need to know who is who, and the room has no accounts. However a message comes, alone, in a batch or by
/// its second topic, it counts.
@ApplicationScoped
class ChatQuota implements Quota {
    static final int AT_ONCE = 20;

    private static final Topic ROOM = new Topic(ChatFeed.TOPIC);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);

    private final boolean limited;
    private final InstantSource clock;
    private Instant paidUntil = Instant.MIN;

    @Inject
    ChatQuota(FeedsConfig config) {
        this(config.feeds(), InstantSource.system());
    }

    ChatQuota(boolean limited, InstantSource clock) {
        this.limited = limited;
        this.clock = clock;
    }

    @Override
    public void take(List<Draft> drafts) {
        long messages = limited
                ? drafts.stream().filter(draft -> draft.topics().contains(ROOM)).count()
                : 0;
        if (messages > 0) {
            takeMessages(messages);
        }
    }

    private synchronized void takeMessages(long count) {
        var now = clock.instant();
        var paid = paidUntil.isAfter(now) ? paidUntil : now;
        var after = paid.plus(FOR_ONE.multipliedBy(count));
        if (after.isAfter(now.plus(FOR_ONE.multipliedBy(AT_ONCE)))) {
            throw new RefusedException(
                    Refusal.TOO_MANY_EVENTS,
                    "The room takes " + AT_ONCE
                            + " messages at once, and then one a second: wait a moment, and send it again.");
        }
        paidUntil = after;
    }
}
