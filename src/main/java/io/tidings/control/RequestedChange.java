package io.tidings.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidings.event.EventId;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TopicPattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a request wants the topics of a stream changed: `{"add":[…],"remove":[…],"replay":…}`, where the replay is
/// `"latest"`, `"all"` or `{"after":"<id>"}`. What it holds has been checked.
record RequestedChange(
        List<String> add, List<String> remove, @Nullable String replay) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> FIELDS = Set.of("add", "remove", "replay");
    private static final String EXAMPLE =
            "Write it as {\"add\":[\"prices/*\"],\"remove\":[\"news\"],\"replay\":\"latest\"}; each part may be left out.";

    /// Throws [InvalidEventException] if a body is no such request, or if one of its lists is longer than a stream may
    /// have patterns: the event loop of the stream compares them all.
    static RequestedChange parse(byte[] body, int mostPatterns) {
        var json = json(body);
        if (!json.isObject()) {
            throw invalid("The body is not a JSON object.");
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw invalid("The body has a field " + field + ", which means nothing here.");
            }
        });
        var add = patterns(json, "add", mostPatterns);
        var remove = patterns(json, "remove", mostPatterns);
        if (!Collections.disjoint(add, Set.copyOf(remove))) {
            throw invalid("The body adds a pattern that it removes.");
        }
        return new RequestedChange(add, remove, replay(json.path("replay")));
    }

    private static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw invalid("The body is not JSON.");
        } catch (IOException e) {
            throw invalid("The body cannot be read.");
        }
    }

    private static List<String> patterns(JsonNode json, String field, int most) {
        var list = json.path(field);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw invalid("The field " + field + " is not a list.");
        }
        if (list.size() > most) {
            throw invalid("The field " + field + " has more than " + most + " patterns.");
        }
        var patterns = new ArrayList<String>();
        for (var element : list) {
            if (!element.isTextual()) {
                throw invalid("The field " + field + " has an element that is not a text.");
            }
            patterns.add(TopicPattern.parse(element.textValue()).toString());
        }
        return patterns;
    }

    private static @Nullable String replay(JsonNode replay) {
        if (replay.isMissingNode() || replay.isNull()) {
            return null;
        }
        if (replay.isTextual() && Set.of("latest", "all").contains(replay.textValue())) {
            return replay.textValue();
        }
        if (replay.isObject() && replay.size() == 1 && replay.path("after").isTextual()) {
            return EventId.parse(replay.path("after").textValue()).toString();
        }
        throw new InvalidEventException(
                Part.REPLAY,
                "The member replay is neither \"latest\", nor \"all\", nor {\"after\":\"<id>\"}: use one of these, or leave it out.");
    }

    private static InvalidEventException invalid(String what) {
        return new InvalidEventException(Part.DATA, what + " " + EXAMPLE);
    }

    /// The same, of a stream.
    StreamCall.Change of(StreamId stream, StreamCall.Requester requester) {
        return new StreamCall.Change(stream.toString(), requester, add, remove, replay);
    }
}
