package io.tidings.ops.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.refusal.Refusal;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The description has every type of problem that the code knows, with its status, and no other.
@QuarkusTest
class ApiProblemsTest extends HubFixture {
    /// Where the sources take a problem from a status alone.
    private static final Pattern STATUS = Pattern.compile("\\bStatus\\.([A-Z_]+)\\b");

    @Test
    void theTypesAreThoseOfTheCode() {
        var described = new TreeMap<String, Integer>();
        ApiDocument.entries(ApiDocument.ofHub().components("examples")).forEach(example -> {
            var problem = example.getValue().getJsonObject("value");
            assertThat(problem.getString("type"), is(example.getKey()));
            described.put(example.getKey(), problem.getInteger("status"));
        });
        assertThat(described, is(new TreeMap<>(typesOfTheCode())));
    }

    @Test
    void everyTypeIsSaidOfAnOperationUnderItsStatus() {
        var document = ApiDocument.ofHub();
        var said = new HashSet<String>();
        for (var operation : document.operations()) {
            operation.problemsByResponse().forEach((status, types) -> {
                said.addAll(types);
                if (!status.equals("default")) {
                    types.forEach(type -> assertThat(operation + " " + type, status(document, type), is(status)));
                }
            });
        }
        assertThat(said, is(document.components("examples").fieldNames()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /topics/{topic} | /topics/*                   |
            POST /topics/{topic} | /topics/a?type=tidings:gap  |
            POST /topics/{topic} | /topics/a?retry=soon        |
            POST /topics/{topic} | /topics/a?private=perhaps   |
            POST /topics/{topic} | /topics/a                   | Idempotency-Key:
            POST /topics/{topic} | /topics/a                   | Authorization: Bearer wrong
            POST /topics/{topic} | /topics/a                   | Authorization: Bearer
            POST /topics/{topic} | /topics/a                   | Cookie: tidings_token=x
            POST /events         | /events                     |
            GET /topics/{topic}  | /topics/a/**/b              |
            GET /topics/{topic}  | /topics/a?after=x           |
            GET /topics/{topic}  | /topics/a?since=yesterday   |
            GET /topics/{topic}  | /topics/a?replay=some       |
            GET /topics/{topic}  | /topics/a?limit=0           | Accept: application/json
            GET /topics/{topic}  | /topics/a                   | Accept: image/png
            GET /topics/{topic}  | /topics/a                   | Accept: text/html;a="
            GET /topics/{topic}  | /topics/a                   | Authorization: Bearer wrong
            GET /events          | /events                     |
            GET /topics          | /topics?limit=x             |
            GET /streams         | /streams                    |
            GET /streams         | /streams?limit=x            | Authorization: Bearer wrong
            DELETE /streams      | /streams?subject=ada        | Cookie: tidings_token=x
            PATCH /streams/{stream}  | /streams/1              |
            DELETE /streams/{stream} | /streams/0f3c9a1be2d4756800112233445566778899aabbccddeeff |
            DELETE /streams/{stream} | /streams/1              | Cookie: tidings_token=x
            PUT /streams/{stream}/token | /streams/1/token     |
            GET /caller          | /caller                     | Authorization: Bearer wrong
            GET /caller          | /caller                     | Transfer-Encoding: gzip
            DELETE /topics/{topic} | /topics/*                 |
            DELETE /topics/{topic} | /topics/a                 | Cookie: tidings_token=x
            GET /                | /                           | Accept: text/event-stream
            GET /talk            | /talk                       | Accept: image/png
            """)
    void aBadRequestIsAnsweredAsDescribed(String name, String path, String header) throws IOException {
        var operation = ApiDocument.ofHub().operations().stream()
                .filter(candidate -> candidate.toString().equals(name))
                .findFirst()
                .orElseThrow();
        var headers = header == null ? new String[] {"Content-Length: 0"} : new String[] {"Content-Length: 0", header};
        try (var response = RawResponse.of(operation.method(), root.resolve(path), headers)) {
            int status = Integer.parseInt(response.statusLine().split(" ")[1]);
            var problem = new JsonObject(response.body());
            assertThat(problem.encode(), problem.getInteger("status"), is(status));
            assertThat(operation.problems(status), hasItem(problem.getString("type")));
            checkHeaders(operation, status, response.headers().keySet());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /topics/a?after=x           |                             | invalid-id
            /topics/a?since=10m         |                             | invalid-time
            /topics/a                   | Authorization: Bearer wrong | invalid-token
            /topics/a                   | Accept: image/png           | not-acceptable
            /presence/news              |                             | no-presence
            """)
    void whatToDoIsSaidAsInTheDescription(String path, String header, String type) throws IOException {
        var example =
                ApiDocument.ofHub().components("examples").getJsonObject(type).getJsonObject("value");
        var headers = header == null ? new String[0] : new String[] {header};
        try (var response = RawResponse.of("GET", root.resolve(path), headers)) {
            assertThat(new JsonObject(response.body()), is(example));
        }
    }

    private static void checkHeaders(ApiOperation operation, int status, Set<String> headers) {
        operation
                .response(status)
                .ifPresent(response -> response.getJsonObject("headers", new JsonObject())
                        .fieldNames()
                        .forEach(header -> assertThat(headers, hasItem(header.toLowerCase(Locale.ROOT)))));
    }

    private static String status(ApiDocument document, String type) {
        var problem = document.components("examples").getJsonObject(type).getJsonObject("value");
        return problem.getValue("status").toString();
    }

    /// Refusals, what may be invalid, and the statuses that are problems of their own.
    private static Map<String, Integer> typesOfTheCode() {
        var types = new HashMap<String, Integer>();
        Stream.of(Refusal.values())
                .filter(refusal -> refusal != Refusal.INVALID)
                .forEach(refusal -> types.put(refusal.type(), refusal.status()));
        Stream.of(Part.values())
                .forEach(part -> types.put(new InvalidEventException(part, "").type(), Refusal.INVALID.status()));
        statusesOfTheSources()
                .forEach(status -> types.put(
                        status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-'), status.getStatusCode()));
        return types;
    }

    private static Set<Status> statusesOfTheSources() {
        try (var files = Files.walk(Path.of("src/main/java/io/tidings/http"))) {
            return files.filter(Files::isRegularFile)
                    .flatMap(ApiProblemsTest::statuses)
                    .filter(status -> status.getStatusCode() >= 400)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Status> statuses(Path source) {
        try {
            return STATUS.matcher(Files.readString(source)).results().map(match -> Status.valueOf(match.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
