package io.tidings.telemetry;

import java.util.Optional;

/// Makes spans of the way of an event. Any thread may call it; it does not block.
public interface Tracing {
    /// Makes none.
    Tracing OFF = new Tracing() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Span begin(Step step, Optional<String> parent) {
            return Span.NONE;
        }
    };

    /// What a span is of.
    enum Step {
        /// A request to publish, from when its caller is known until it is answered.
        PUBLISH,
        /// A batch, from when it is handed to the log until it is kept.
        APPEND,
        /// Events, from when this hub has them from its log until each lane has been offered them.
        FAN_OUT
    }

    /// Whether it makes spans at all: if not, callers save themselves the trouble.
    boolean isOn();

    /// Begins a span. Its parent is as in the header `traceparent`; without one, or with one that cannot be read, the
    /// span begins a trace.
    Span begin(Step step, Optional<String> parent);

    /// A span that has begun.
    interface Span {
        /// One that nobody collects.
        Span NONE = new Span() {
            @Override
            public Optional<String> traceParent() {
                return Optional.empty();
            }

            @Override
            public void end(boolean isFailure) {}
        };

        /// What makes it the parent of another one, also in another process. None if nobody will see it.
        Optional<String> traceParent();

        /// Called once.
        void end(boolean isFailure);
    }
}
