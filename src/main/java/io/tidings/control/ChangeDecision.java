package io.tidings.control;

import io.tidings.auth.Grants;
import io.tidings.delivery.Subscriber;
import io.tidings.delivery.TopicChange;
import io.tidings.event.Patterns;
import io.tidings.event.PresenceTopic;
import io.tidings.event.TopicMatcher;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Decides on the event loop of a stream whether its topics may change: it was not changed too often, what is added
/// lies in the grants that the stream itself has by then, and there is memory for it. May be asked again for the same
/// change.
final class ChangeDecision implements Function<Patterns, TopicChange> {
    /// What a pattern takes beside its matcher: in what a stream was sent before, and in the count of those present.
    private static final int BYTES_A_PATTERN = 512;

    private final TopicChange change;
    private final OpenStream stream;
    private final Subscriber subscriber;
    private final Supplier<Grants> grants;
    private final int mostPatterns;
    private final Budget budget;
    private boolean counted;

    ChangeDecision(
            TopicChange change,
            OpenStream stream,
            Subscriber subscriber,
            Supplier<Grants> grants,
            int mostPatterns,
            Budget budget) {
        this.change = change;
        this.stream = stream;
        this.subscriber = subscriber;
        this.grants = grants;
        this.mostPatterns = mostPatterns;
        this.budget = budget;
    }

    @Override
    public TopicChange apply(Patterns wanted) {
        countOnce();
        var after = change.applyTo(wanted);
        if (after.all().size() > mostPatterns) {
            throw StreamRefusals.tooManyPatterns(mostPatterns);
        }
        var refused = refused();
        if (!refused.isEmpty()) {
            throw StreamRefusals.notGranted(refused);
        }
        takeMemory(bytes(after) + bytes(change.added()) + subscriber.rememberedBytes());
        return change;
    }

    private void countOnce() {
        if (counted) {
            return;
        }
        counted = true;
        if (stream.name()
                .map(name -> !name.changes().tryCount(System.nanoTime()))
                .orElse(false)) {
            throw StreamRefusals.tooManyChanges();
        }
    }

    private List<TopicMatcher> refused() {
        var ungranted = grants.get().unreadable(change.added()).stream();
        return stream.knowsWhoIsPresent()
                ? ungranted.toList()
                : Stream.concat(ungranted, change.added().all().stream().filter(ChangeDecision::isOfPresence))
                        .distinct()
                        .toList();
    }

    private static boolean isOfPresence(TopicMatcher matcher) {
        return matcher.exact().map(PresenceTopic::is).orElse(false);
    }

    private static int bytes(Patterns patterns) {
        return patterns.all().stream()
                .mapToInt(matcher -> matcher.size() + BYTES_A_PATTERN)
                .sum();
    }

    /// A stream keeps what it took until it is over.
    private void takeMemory(int needed) {
        int more = needed - stream.bytes();
        if (more <= 0) {
            return;
        }
        if (!budget.tryTake(Use.STREAMS, more)) {
            throw StreamRefusals.outOfMemory();
        }
        stream.grow(more);
    }
}
