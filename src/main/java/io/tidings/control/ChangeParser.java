package io.tidings.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tidings.event.EventId;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TopicPattern;
import io.tidings.refusal.Excerpt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the body of a change: `{"add":[…],"remove":[…],"replay":…}`, where the replay is `"latest"`, `"all"` or
/// `{"after":"<id>"}`. It reads no further than the first thing that means nothing, so it keeps no more than a change
/// may have, whatever the body does.
final class ChangeParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> REPLAYS = Set.of("latest", "all");
    private static final String EXAMPLE =
            "Write it as {\"add\":[\"prices/*\"],\"remove\":[\"news\"],\"replay\":\"latest\"}; each part may be left out.";

    private final JsonParser json;
    private final int mostPatterns;
    private List<String> add = List.of();
    private List<String> remove = List.of();
    private @Nullable String replay;

    private ChangeParser(JsonParser json, int mostPatterns) {
        this.json = json;
        this.mostPatterns = mostPatterns;
    }

    /// Throws [InvalidEventException] if a body is no such change, or if one of its lists is longer than a stream may
    /// have patterns: the event loop of the stream compares them all.
    static RequestedChange parse(byte[] body, int mostPatterns) {
        try (var json = JSON.createParser(body)) {
            return new ChangeParser(json, mostPatterns).change();
        } catch (JsonProcessingException e) {
            throw invalid("The body is not JSON.");
        } catch (IOException e) {
            throw invalid("The body cannot be read.");
        }
    }

    private RequestedChange change() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("The body is not a JSON object.");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            readField(json.currentName());
        }
        if (json.nextToken() != null) {
            throw invalid("The body is not JSON.");
        }
        if (!Collections.disjoint(add, Set.copyOf(remove))) {
            throw invalid("The body adds a pattern that it removes.");
        }
        return new RequestedChange(add, remove, replay);
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "add" -> add = patterns(field);
            case "remove" -> remove = patterns(field);
            case "replay" -> replay = replay();
            default -> throw invalid("The body has a field " + Excerpt.of(field) + ", which means nothing here.");
        }
    }

    private List<String> patterns(String field) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw invalid("The field " + field + " is not a list.");
        }
        var patterns = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (patterns.size() == mostPatterns) {
                throw invalid("The field " + field + " has more than " + mostPatterns + " patterns.");
            }
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw invalid("The field " + field + " has an element that is not a text.");
            }
            patterns.add(TopicPattern.parse(json.getText()).toString());
        }
        return patterns;
    }

    private @Nullable String replay() throws IOException {
        return switch (json.nextToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> namedReplay();
            case START_OBJECT -> idAfterWhich();
            default -> throw noReplay();
        };
    }

    private String namedReplay() throws IOException {
        var name = json.getText();
        if (!REPLAYS.contains(name)) {
            throw noReplay();
        }
        return name;
    }

    private String idAfterWhich() throws IOException {
        if (json.nextToken() == JsonToken.END_OBJECT
                || !json.currentName().equals("after")
                || json.nextToken() != JsonToken.VALUE_STRING) {
            throw noReplay();
        }
        var id = EventId.parse(json.getText()).toString();
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw noReplay();
        }
        return id;
    }

    private static InvalidEventException noReplay() {
        return new InvalidEventException(
                Part.REPLAY,
                "The member replay is neither \"latest\", nor \"all\", nor {\"after\":\"<id>\"}: use one of these, or leave it out.");
    }

    private static InvalidEventException invalid(String what) {
        return new InvalidEventException(Part.DATA, what + " " + EXAMPLE);
    }
}
