package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Patterns;

/// How the topics of an open stream change: the patterns that are added, those that are removed, and from where in the
/// log on the stream gets what is added: [Cursor.Now] for the events from now on, another cursor to replay earlier ones
/// too. What is in both is added; what the stream wants already is not added again.
public record TopicChange(Patterns added, Patterns removed, Cursor replay) {
    /// The same, from now on.
    TopicChange withoutReplay() {
        return new TopicChange(added, removed, new Cursor.Now());
    }

    /// What a stream wants after the change that wanted these before.
    public Patterns applyTo(Patterns wanted) {
        return wanted.without(removed).with(added);
    }

    /// What is new to a stream that wants these before.
    Patterns newTo(Patterns wanted) {
        return added.without(wanted.without(removed));
    }
}
