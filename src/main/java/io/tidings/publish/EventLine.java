package io.tidings.publish;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidings.event.Draft;
import io.tidings.event.EventType;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One line of a batch while it is read: a JSON object with an event.
final class EventLine {
    /// Of one line, whatever an event may have: each takes far more memory than its bytes.
    private static final int MAX_TOPICS = 10_000;

    private static final int MAX_OTHER_MEMBERS = 1_000;

    private final byte[] bytes;
    private final JsonParser parser;
    private final Set<Topic> topics = new LinkedHashSet<>();
    private int otherMembers;
    private Optional<EventType> type = Optional.empty();
    private OptionalLong retry = OptionalLong.empty();
    private Visibility visibility = Visibility.PUBLIC;
    private @Nullable Utf8 data;

    EventLine(byte[] bytes, JsonParser parser) {
        this.bytes = bytes;
        this.parser = parser;
    }

    Draft draft() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw invalid(Part.BATCH, "The line is not a JSON object: write {\"topic\":…,\"data\":…}.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            readMember(name);
        }
        if (parser.nextToken() != null) {
            throw invalid(Part.BATCH, "Something follows the JSON object: one object a line.");
        }
        if (data == null) {
            throw invalid(Part.DATA, "The data is missing: add it, \"\" if it is empty.");
        }
        return new Draft(List.copyOf(topics), type, data, retry, visibility);
    }

    private void readMember(String name) throws IOException {
        switch (name) {
            case "topic" -> addTopic();
            case "topics" -> readTopics();
            case "type" -> type = isNull() ? Optional.empty() : Optional.of(EventType.ofPublisher(text(Part.TYPE)));
            case "retry" -> retry = isNull() ? OptionalLong.empty() : Retry.parse(parser.getText());
            case "private" -> visibility = visibility();
            case "data" -> data = value();
            default -> skipMember();
        }
    }

    private Visibility visibility() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> Visibility.PRIVATE;
            case VALUE_FALSE, VALUE_NULL -> Visibility.PUBLIC;
            default ->
                throw invalid(
                        Part.FLAG, "The member private is neither true nor false: write one of them, without quotes.");
        };
    }

    private void skipMember() throws IOException {
        if (++otherMembers > MAX_OTHER_MEMBERS) {
            throw invalid(
                    Part.BATCH, "The line has more than " + MAX_OTHER_MEMBERS + " members that the hub does not know.");
        }
        parser.skipChildren();
    }

    private void readTopics() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw invalid(Part.TOPIC, "\"topics\" is not a list: write [\"a\"], or \"topic\" for a single one.");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            addTopic();
        }
    }

    private void addTopic() throws IOException {
        topics.add(new Topic(text(Part.TOPIC)));
        if (topics.size() > MAX_TOPICS) {
            throw invalid(Part.TOPIC, "There are more than " + MAX_TOPICS + " topics: publish several events.");
        }
    }

    private boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private String text(Part part) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid(part, "The " + part.word() + " is not a string: put it in quotes.");
        }
        return parser.getText();
    }

    /// A string as its text; any other value as its JSON text, to the letter.
    private Utf8 value() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return Utf8.of(parser.getText());
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return Utf8.trusted(Arrays.copyOfRange(bytes, start, end));
    }

    private static InvalidEventException invalid(Part part, String message) {
        return new InvalidEventException(part, message);
    }
}
