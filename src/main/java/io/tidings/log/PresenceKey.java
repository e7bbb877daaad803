package io.tidings.log;

import io.tidings.event.Topic;
import java.util.Optional;

/// Streams that are counted together on a topic: those of one subject, or all that have none.
public record PresenceKey(Topic topic, Optional<PresentSubject> subject) {
    /// No topic and no issuer has one. The name of a subject may have any character.
    private static final char SEPARATOR = '\n';

    /// The streams of a subject.
    public static PresenceKey of(Topic topic, PresentSubject subject) {
        return new PresenceKey(topic, Optional.of(subject));
    }

    /// A text that no other key has: the topic, and for a subject its issuer and its name, in lines. An
    /// issuer that is not there is an empty line.
    public String text() {
        return subject.map(known -> topic.name() + SEPARATOR + text(known)).orElse(topic.name());
    }

    /// The issuer and the name of a subject, as they are in its keys.
    public static String text(PresentSubject subject) {
        return subject.issuer().orElse("") + SEPARATOR + subject.name();
    }

    /// The key with this text.
    public static PresenceKey parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0
                ? new PresenceKey(new Topic(text), Optional.empty())
                : of(new Topic(text.substring(0, end)), subject(text.substring(end + 1)));
    }

    private static PresentSubject subject(String text) {
        int end = text.indexOf(SEPARATOR);
        var issuer = text.substring(0, end);
        return new PresentSubject(issuer.isEmpty() ? Optional.empty() : Optional.of(issuer), text.substring(end + 1));
    }
}
