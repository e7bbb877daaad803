package io.tidings.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.Patterns;
import io.tidings.event.PresenceTopic;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes of presence as events of the log, and back.
public final class PresenceEvents {
    private static final EventType JOINED = new EventType("tidings:joined");
    private static final EventType LEFT = new EventType("tidings:left");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PageLimit PAGE = new PageLimit(1_000, 256 * 1024);

    /// No publisher's key begins with a line break.
    private static final String KEY = "\npresence\n";

    private PresenceEvents() {}

    /// The data of an event.
    @RegisterForReflection
    record Content(
            @JsonProperty("topic") String topic,
            @JsonProperty("subject") String subject,
            @JsonProperty("issuer") @Nullable String issuer) {}

    /// Changes as a batch that is kept once, though several replicas append it, and repeat that.
    public static Batch batch(PresenceChanges changes) {
        var drafts = changes.all().stream().map(PresenceEvents::draft).toList();
        return new Batch(drafts, Optional.of(KEY + changes.name()));
    }

    private static Draft draft(PresenceChange change) {
        var content = new Content(
                change.topic().name(),
                change.subject().name(),
                change.subject().issuer().orElse(null));
        return new Draft(
                List.of(PresenceTopic.of(change.topic()).orElseThrow()),
                Optional.of(change.kind() == PresenceChange.Kind.JOINED ? JOINED : LEFT),
                Utf8.of(json(content)),
                OptionalLong.empty());
    }

    private static String json(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All present subjects, in one event that is kept until the next one replaces it. [#present] needs it, since the
    /// events that tell of joins are kept for an hour only.
    public static Batch remembering(Collection<PresenceKey> present) {
        var texts = present.stream().map(PresenceKey::text).toList();
        return Batch.of(new Draft(
                List.of(PresenceTopic.PRESENT),
                Optional.empty(),
                Utf8.of(json(texts)),
                OptionalLong.empty(),
                Visibility.PRIVATE));
    }

    /// Subjects that have joined and not left by what a log keeps.
    public static Collection<PresenceKey> present(EventLog log) {
        var present = new LinkedHashSet<PresenceKey>();
        read(log, PresenceTopic.PRESENT.name(), event -> {
            present.clear();
            present.addAll(remembered(event));
        });
        read(log, PresenceTopic.PREFIX + "**", event -> {
            if (event.type().equals(Optional.of(JOINED))) {
                present.add(key(event));
            } else if (event.type().equals(Optional.of(LEFT))) {
                present.remove(key(event));
            }
        });
        return present;
    }

    private static void read(EventLog log, String pattern, Consumer<Event> action) {
        var selection = new Selection(Patterns.of(pattern), Patterns.of(pattern));
        var page = log.read(new Cursor.Beginning(), selection, PAGE);
        page.events().forEach(action);
        while (!page.reachesEnd()) {
            page = log.read(page.next(), selection, PAGE);
            page.events().forEach(action);
        }
    }

    private static List<PresenceKey> remembered(Event event) {
        try {
            var texts = JSON.readValue(event.data().toString(), String[].class);
            return Stream.of(texts).map(PresenceKey::parse).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not who is present: " + event.id(), e);
        }
    }

    private static PresenceKey key(Event event) {
        try {
            var content = JSON.readValue(event.data().toString(), Content.class);
            return PresenceKey.of(
                    new Topic(content.topic()),
                    new PresentSubject(Optional.ofNullable(content.issuer()), content.subject()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not an event of presence: " + event.id(), e);
        }
    }
}
