package io.tidings.event;

/// The span in which an event was published, so that a consumer of the event can link to it.
///
/// @param text as in the header `traceparent` (W3C Trace Context, section 3.2); the hub made it
public record TraceParent(String text) {}
