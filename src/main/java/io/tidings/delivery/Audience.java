package io.tidings.delivery;

import io.tidings.event.EventFilter;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.sse.Frame;
import org.jspecify.annotations.Nullable;

/// The members of a cohort that may read the same private events. Each user may have its own, so it is kept
/// small: it makes its filter when the first private frame comes. Owned by the lane's event loop.
final class Audience {
    private final Cohort cohort;
    private final Selection selection;
    private @Nullable EventFilter filter;
    private int part = Division.WHOLE;
    private int members;

    Audience(Cohort cohort, Patterns readable) {
        this.cohort = cohort;
        this.selection = new Selection(cohort.wanted(), readable);
    }

    Cohort cohort() {
        return cohort;
    }

    Selection selection() {
        return selection;
    }

    void add(Subscriber subscriber, int indexInCohort) {
        members++;
        subscriber.join(this, indexInCohort);
    }

    /// One of them has left.
    void remove() {
        members--;
        if (members == 0 && filter != null) {
            cohort.filters().give(selection.readable());
            filter = null;
        }
    }

    boolean isEmpty() {
        return members == 0;
    }

    /// Whether they get a frame that has a topic they want.
    boolean mayRead(Frame frame) {
        if (filter == null) {
            filter = cohort.filters().take(selection.readable());
        }
        return filter.isReadable(frame.topics(), frame.visibility());
    }

    /// What they get of the batch of their cohort, if that has a [Division].
    int part() {
        return part;
    }

    void give(int given) {
        part = given;
    }
}
