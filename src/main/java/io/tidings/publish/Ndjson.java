package io.tidings.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tidings.event.Draft;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TooLargeException;
import io.tidings.event.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Reads a batch: a JSON object a line, `{"topics":["a"],"type":"t","data":…,"retry":3000}`, or `topic` for a single
/// one. Empty lines are passed over, and so are members with other names.
final class Ndjson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A line is UTF-8 even if it looks like UTF-16.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

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
            throw new InvalidEventException(Part.BATCH, "The batch is empty: send one JSON object a line.");
        }
        return drafts;
    }

    private static Draft parseLine(byte[] line, int number, Consumer<Draft> check) {
        try (var parser = JSON.createParser(line)) {
            var draft = new EventLine(line, parser).draft();
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
}
