package io.tidings.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.tidings.telemetry.Tracing;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Spans of OpenTelemetry, sent as Quarkus is configured (`quarkus.otel`). Off unless its SDK is on.
@Singleton
class OpenTelemetryTracing implements Tracing {
    private static final String HEADER = "traceparent";

    private final boolean isOn;
    private final Tracer tracer;

    OpenTelemetryTracing(
            OpenTelemetry openTelemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isDisabled) {
        this.isOn = !isDisabled;
        this.tracer = openTelemetry.getTracer("tidings");
    }

    @Override
    public boolean isOn() {
        return isOn;
    }

    @Override
    public Span begin(Step step, Optional<String> parent) {
        if (!isOn) {
            return Span.NONE;
        }
        // Not the context of the thread: an event loop serves many.
        var context = parent.map(OpenTelemetryTracing::context).orElse(Context.root());
        var span = tracer.spanBuilder(name(step))
                .setSpanKind(step == Step.PUBLISH ? SpanKind.SERVER : SpanKind.INTERNAL)
                .setParent(context)
                .startSpan();
        return new Begun(span);
    }

    private static String name(Step step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Context context(String traceParent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, OfOneHeader.GETTER);
    }

    private record Begun(io.opentelemetry.api.trace.Span span) implements Span {
        @Override
        public Optional<String> traceParent() {
            var context = span.getSpanContext();
            if (!context.isSampled()) {
                return Optional.empty();
            }
            return Optional.of(
                    "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + context.getTraceFlags());
        }

        @Override
        public void end(boolean isFailure) {
            if (isFailure) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    /// The header alone, for a propagator that asks for several.
    private enum OfOneHeader implements TextMapGetter<String> {
        GETTER;

        @Override
        public Iterable<String> keys(String value) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String value, String key) {
            return key.equals(HEADER) ? value : null;
        }
    }
}
