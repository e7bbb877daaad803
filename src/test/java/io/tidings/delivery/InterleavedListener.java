package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A client with its streams, one after the other, and the selections that it had, of which the last one
/// holds. One that begins now gets all that was kept after it had joined; one that begins with the latest
/// of each topic gets what is the newest of it in the end.
record InterleavedListener(
        List<Probe> streams,
        List<Subscriber> subscribers,
        List<Selection> selections,
        List<Change> changes,
        Cursor from,
        AtomicInteger keptWhenJoined) {
    InterleavedListener(Selection selection, Cursor from) {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(List.of(selection)),
                new ArrayList<>(),
                from,
                new AtomicInteger(Integer.MAX_VALUE));
    }

    Probe stream() {
        return streams.getLast();
    }

    Selection selection() {
        return selections.getLast();
    }

    /// What it wanted at some time, and might read at some time, may come: one may change before the other.
    boolean mayGet(Event event) {
        return selections.stream()
                .anyMatch(wanting -> selections.stream()
                        .anyMatch(reading -> isSelected(event, new Selection(wanting.wanted(), reading.readable()))));
    }

    /// What all of them include must come.
    boolean mustGet(Event event) {
        return selections.stream().allMatch(selection -> isSelected(event, selection));
    }

    /// Whether all of them want events of a topic.
    boolean wants(Topic topic) {
        return selections.stream().allMatch(selection -> selection.wanted().matches(topic));
    }

    Reception reception() {
        return Reception.of(streams.stream().map(Probe::sent).toList());
    }

    /// From which place of a stream on its selection was this one.
    record Change(Probe stream, int place, Selection selection) {}

    static boolean isSelected(Event event, Selection selection) {
        return isWanted(event, selection)
                && (event.visibility() == Visibility.PUBLIC
                        || event.topics().stream().anyMatch(selection.readable()::matches));
    }

    static boolean isWanted(Event event, Selection selection) {
        return event.topics().stream().anyMatch(selection.wanted()::matches);
    }
}
