package io.tidings.publish;

import io.tidings.event.Draft;
import io.tidings.event.TraceParent;
import io.tidings.telemetry.Tracing;
import io.tidings.telemetry.Tracing.Step;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The spans of one request to publish: from when its caller is known to its answer, and in that one for the log. Its
/// events remember the former. A stranger cannot make any.
final class PublishTrace {
    private static final PublishTrace NONE = new PublishTrace(Tracing.OFF, Optional.empty());
    private static final int FIRST_ERROR = 400;

    private final Tracing tracing;
    private final Optional<String> span;

    private PublishTrace(Tracing tracing, Optional<String> span) {
        this.tracing = tracing;
        this.span = span;
    }

    /// Begins it, as a part of the trace that the header `traceparent` names, if it does.
    static PublishTrace begin(Tracing tracing, RoutingContext request) {
        if (!tracing.isOn()) {
            return NONE;
        }
        var span = tracing.begin(
                Step.PUBLISH, Optional.ofNullable(request.request().getHeader("traceparent")));
        request.addEndHandler(
                answered -> span.end(answered.failed() || request.response().getStatusCode() >= FIRST_ERROR));
        return span.traceParent().isPresent() ? new PublishTrace(tracing, span.traceParent()) : NONE;
    }

    /// Appends drafts that remember the span.
    <T> CompletionStage<T> append(List<Draft> drafts, Function<List<Draft>, CompletionStage<T>> append) {
        if (!tracing.isOn()) {
            return append.apply(drafts);
        }
        var trace = span.map(TraceParent::new);
        var appending = tracing.begin(Step.APPEND, span);
        try {
            return append.apply(drafts.stream()
                            .map(draft -> draft.publishedIn(trace))
                            .toList())
                    .whenComplete((_, failure) -> appending.end(failure != null));
        } catch (RuntimeException e) {
            appending.end(true);
            throw e;
        }
    }
}
