package io.tidings.delivery;

import io.tidings.delivery.PageReader.EncodedPage;
import io.tidings.delivery.PageReader.Request;
import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.log.Gap;
import io.tidings.log.Page;
import io.tidings.memory.ArrayFootprint;
import io.tidings.sse.EventStreamWriter;
import io.tidings.telemetry.GapCause;
import java.util.List;
import java.util.Optional;

/// A page of the log for the subscriber that asked for it. It is known what it takes before it is encoded: an event of
/// line breaks has seven times its bytes then. For one thread.
final class PageContent {
    private final Request request;
    private final Page page;
    private final ArrayFootprint arrays;
    private final Optional<Gap> gap;
    private final List<Event> events;
    private final long length;

    PageContent(Page page, Request request, ArrayFootprint arrays) {
        this.request = request;
        this.page = page;
        this.arrays = arrays;
        // The same gap shows from each cursor before its end; it is told once.
        this.gap = page.gap().filter(lost -> lost.lastLost().isAfter(request.toldLost()));
        this.events = request.scope().of(page.events());
        this.length = EventStreamWriter.lengthOf(this::write);
    }

    /// What it takes while it is encoded, in bytes: as it was kept, and as it is sent.
    long bytes() {
        return arrays.of(length)
                + page.events().stream()
                        .mapToLong(event -> arrays.of(event.data().length()))
                        .sum();
    }

    EncodedPage encode() {
        return new EncodedPage(
                EventStreamWriter.bytesOf(this::write, length),
                events.size(),
                events.isEmpty()
                        ? Optional.empty()
                        : Optional.of(request.scope().id(events.getLast())),
                gap.map(this::cause),
                page.next(),
                page.reachesEnd(),
                gap.map(Gap::lastLost).orElse(request.toldLost()));
    }

    private void write(EventStreamWriter out) {
        gap.ifPresent(lost -> request.format().writeGap(lost.after(), lost.resumes(), out));
        events.forEach(
                event -> request.format().writeEvent(event, request.scope().id(event), out));
    }

    private GapCause cause(Gap lost) {
        if (request.from() instanceof Cursor.Since) {
            return GapCause.BEFORE_LOG;
        }
        return lost.isOfAnotherLog() ? GapCause.UNKNOWN_CURSOR : GapCause.DROPPED;
    }
}
