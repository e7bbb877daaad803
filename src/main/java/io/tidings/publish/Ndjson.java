package io.tidings.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tidings.event.Draft;
import io.tidings.event.EventType;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TooLargeException;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a batch: a JSON object a line, `{"topics":["a"],"type":"t","data":…,"retry":3000}`, or `topic` for a single
/// one. Empty lines are passed over, and so are members with other names.
final class Ndjson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A line is UTF-8 even if it looks like UTF-16.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    /// Of one line, whatever an event may have: each takes far more memory than its bytes.
    private static final int MAX_TOPICS = 10_000;

    private static final int MAX_OTHER_MEMBERS = 1_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Ndjson() {}

    /// Throws what is wrong with a line, or what the check throws, with the number of the line.
    static List<Draft> parse(byte[] body, Consumer<Draft> check) {
        var text = Utf8.of(body);
        var drafts = new ArrayList<Draft>();
        int number = 1;
        for (int start = endOfByteOrderMark(body); start < body.length; number++) {
            int end = indexOfLineEnd(text.bytes(), start);
            if (!isBlank(body, start, end)) {
                drafts.add(parseLine(Arrays.copyOfRange(body, start, end), number, check));
            }
            start = end + 1;
        }
        if (drafts.isEmpty()) {
            throw new InvalidEventException(Part.BATCH, "It is empty: send one JSON object a line.");
        }
        return drafts;
    }

    private static Draft parseLine(byte[] line, int number, Consumer<Draft> check) {
        try (var parser = JSON.createParser(line)) {
            var draft = new Line(line, parser).draft();
            check.accept(draft);
            return draft;
        } catch (InvalidEventException e) {
            throw e.inLine(number);
        } catch (TooLargeException e) {
            throw new TooLargeException("Line " + number + ": " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new InvalidEventException(Part.BATCH, "Line " + number + " " + reason(e, line.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In words for the author of the line, not for users of the parser.
    private static String reason(JsonProcessingException failure, int length) {
        if (failure instanceof StreamConstraintsException) {
            return "has a number of more than 1,000 digits, a name of more than 50,000 characters, or more than 1,000"
                    + " lists and objects within each other: send such a value as a string.";
        }
        long from = failure.getLocation().getByteOffset();
        return failure instanceof JsonEOFException || from >= length
                ? "ends within its JSON object: send each object whole, on a line of its own."
                : "is not a JSON object from byte " + (from + 1)
                        + " on: check quotes, commas and brackets, and that no member is there twice.";
    }

    /// Editors of some systems put one before UTF-8.
    private static int endOfByteOrderMark(byte[] body) {
        return Arrays.mismatch(BYTE_ORDER_MARK, body) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
    }

    private static int indexOfLineEnd(byte[] body, int start) {
        int end = start;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /// One line while it is read.
    private static final class Line {
        private final byte[] bytes;
        private final JsonParser parser;
        private final Set<Topic> topics = new LinkedHashSet<>();
        private int otherMembers;
        private Optional<EventType> type = Optional.empty();
        private OptionalLong retry = OptionalLong.empty();
        private @Nullable Utf8 data;

        Line(byte[] bytes, JsonParser parser) {
            this.bytes = bytes;
            this.parser = parser;
        }

        Draft draft() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(Part.BATCH, "It is not a JSON object: write {\"topic\":…,\"data\":…}.");
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
                throw invalid(Part.DATA, "It is missing: add it, \"\" if it is empty.");
            }
            return new Draft(List.copyOf(topics), type, data, retry);
        }

        private void readMember(String name) throws IOException {
            switch (name) {
                case "topic" -> addTopic();
                case "topics" -> readTopics();
                case "type" -> type = isNull() ? Optional.empty() : Optional.of(new EventType(text(Part.TYPE)));
                case "retry" -> retry = isNull() ? OptionalLong.empty() : Retry.parse(parser.getText());
                case "data" -> data = value();
                default -> skipMember();
            }
        }

        private void skipMember() throws IOException {
            if (++otherMembers > MAX_OTHER_MEMBERS) {
                throw invalid(
                        Part.BATCH, "It has more than " + MAX_OTHER_MEMBERS + " members that the hub does not know.");
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
                throw invalid(Part.TOPIC, "There are more than " + MAX_TOPICS + ": publish several events.");
            }
        }

        private boolean isNull() {
            return parser.currentToken() == JsonToken.VALUE_NULL;
        }

        private String text(Part part) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw invalid(part, "It is not a string: put it in quotes.");
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
}
