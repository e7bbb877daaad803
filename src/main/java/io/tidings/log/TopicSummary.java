package io.tidings.log;

import io.tidings.event.EventId;
import io.tidings.event.Topic;

/// What is kept of a topic, as far as it may be read: its newest event and how many there are, one at least.
public record TopicSummary(Topic topic, EventId newest, long events) {}
