package io.tidings.log;

import java.time.Instant;
import java.util.List;

/// Some of the subjects that are present on a topic, in the order of the texts of their keys, whether more
/// follow, and how many streams name the topic, those without a subject too.
public record PresencePage(List<Present> subjects, boolean hasMore, long streams) {
    /// A subject that has joined and not left, with its open streams. It has none while its grace runs.
    public record Present(PresentSubject subject, long streams, Instant since) {}

    public PresencePage {
        subjects = List.copyOf(subjects);
    }
}
