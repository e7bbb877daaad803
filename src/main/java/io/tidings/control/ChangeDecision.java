package io.tidings.control;

import io.tidings.auth.Grants;
import io.tidings.delivery.TopicChange;
import io.tidings.event.Patterns;
import java.util.function.Function;

/// Decides on the event loop of a stream whether its topics may change: the stream is the requester's, it was not
/// changed
/// too often, and what is added lies in its own grants, whoever asks. May be asked again for the same change.
final class ChangeDecision implements Function<Patterns, TopicChange> {
    private final TopicChange change;
    private final OpenStream stream;
    private final Grants grants;
    private final int mostPatterns;
    private boolean counted;

    ChangeDecision(TopicChange change, OpenStream stream, Grants grants, int mostPatterns) {
        this.change = change;
        this.stream = stream;
        this.grants = grants;
        this.mostPatterns = mostPatterns;
    }

    @Override
    public TopicChange apply(Patterns wanted) {
        countOnce();
        var after = change.applyTo(wanted);
        if (after.all().size() > mostPatterns) {
            throw StreamRefusals.tooManyPatterns(mostPatterns);
        }
        var refused = grants.unreadable(change.added());
        if (!refused.isEmpty()) {
            throw StreamRefusals.notGranted(refused);
        }
        return change;
    }

    private void countOnce() {
        if (!counted) {
            counted = true;
            stream.name().ifPresent(name -> {
                if (!name.changes().tryCount(System.nanoTime())) {
                    throw StreamRefusals.tooManyChanges();
                }
            });
        }
    }
}
