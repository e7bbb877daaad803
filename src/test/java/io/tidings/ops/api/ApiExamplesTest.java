package io.tidings.ops.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser.Message;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the description shows is what the hub does. [ApiExamplesIT] runs the same against the package.
@QuarkusTest
@TestProfile(ApiExamplesTest.WithOperator.class)
class ApiExamplesTest extends HubFixture {
    private static final String OPERATOR = "of-the-operator";
    private static final String JSON = "application/json";
    private static final String EVENT_STREAM = "text/event-stream";

    public static class WithOperator implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.auth.tokens.ops.secret", OPERATOR, "tidings.auth.tokens.ops.operate", "true");
        }
    }

    private ApiDocument document;
    private ApiSchemas schemas;

    @BeforeEach
    void read() {
        document = ApiDocument.ofHub();
        schemas = new ApiSchemas(document);
    }

    /// Publishes first, so that there is something to read.
    @Test
    void anExampleOfARequestIsAnsweredAsDescribed() throws IOException {
        var operations = document.operations().stream()
                .sorted(Comparator.comparing(operation -> !operation.method().equals("POST")))
                .toList();
        for (var operation : operations) {
            for (var request : ApiRequest.of(operation).toList()) {
                check(request);
            }
        }
    }

    private void check(ApiRequest request) throws IOException {
        if (!request.isOfStream()) {
            try (var response = request.send(root, OPERATOR)) {
                check(request, response);
            }
            return;
        }
        try (var stream = control();
                var response = request.send(root, OPERATOR, id(stream))) {
            check(request, response);
        }
    }

    /// A stream of the operator that can be changed.
    private RawResponse control() throws IOException {
        return subscribe("?control=true", "Accept: " + EVENT_STREAM, "Authorization: Bearer " + OPERATOR);
    }

    private static String id(RawResponse stream) throws IOException {
        return new JsonObject(stream.message().data()).getString("stream");
    }

    @Test
    void theExamplesOfAnswersFitTheirSchemas() {
        for (var operation : document.operations()) {
            for (var status : operation.description().getJsonObject("responses").fieldNames()) {
                var content = status.equals("default")
                        ? Map.<String, JsonObject>of()
                        : operation.content(Integer.parseInt(status));
                if (content.containsKey(JSON) && content.get(JSON).containsKey("example")) {
                    var json = content.get(JSON);
                    fits(operation + " " + status, json.getJsonObject("schema"), json.getValue("example"));
                }
            }
        }
    }

    @Test
    void theLinesOfABatchFitTheirSchema() {
        var batch = document.operations().stream()
                .filter(operation -> operation.toString().equals("POST /events"))
                .findFirst()
                .orElseThrow();
        batch.body().orElseThrow().lines().forEach(line -> fits(line, schema("EventLine"), Json.decodeValue(line)));
    }

    @Test
    void theDataOfAnEnvelopeAndOfAGapFitTheirSchemas() throws IOException {
        publish("type=t&retry=7", "d");
        try (var stream = open("?after=1-1&envelope=true")) {
            var gap = stream.message();
            assertThat(gap.type(), is("tidings:gap"));
            fits("gap", schema("Gap"), new JsonObject(gap.data()));
            fits("envelope", schema("Envelope"), new JsonObject(stream.message().data()));
        }
    }

    private void check(ApiRequest request, RawResponse response) throws IOException {
        var operation = request.operation();
        int status = Integer.parseInt(response.statusLine().split(" ")[1]);
        var name = request + " answers " + status;
        var described = operation.response(status);
        assertThat(name, described.isPresent() && status < 300, is(true));
        // An answer to HEAD may leave out what takes the body to know (RFC 9110, 9.3.2); the page's does.
        var type = Optional.ofNullable(response.headers().get("content-type")).map(value -> value.split(";")[0]);
        type.ifPresent(value -> assertThat(name, operation.content(status), hasKey(value)));
        checkHeaders(name, described.get(), response.headers());
        if (!operation.method().equals("HEAD") && status != 204) {
            checkBody(name, operation.content(status), type.orElseThrow(), response);
        }
    }

    @Test
    void whatIsSaidOfAStreamFitsItsSchema() throws IOException {
        try (var stream = control()) {
            var opened = stream.message();
            assertThat(opened.type(), is("tidings:stream"));
            fits("opened", schema("StreamOpened"), new JsonObject(opened.data()));
            var id = new JsonObject(opened.data()).getString("stream");
            given().header("Authorization", "Bearer " + OPERATOR)
                    .body("{\"add\":[\"news\"]}")
                    .patch("/streams/" + id)
                    .then()
                    .statusCode(200);
            var changed = Stream.generate(() -> next(stream))
                    .filter(message -> !message.type().equals("tidings:cursor"))
                    .findFirst()
                    .orElseThrow();
            assertThat(changed.type(), is("tidings:topics"));
            fits("changed", schema("StreamTopics"), new JsonObject(changed.data()));

            var listed = given().header("Authorization", "Bearer " + OPERATOR)
                    .get("/streams?topic=" + topic)
                    .asString();
            assertThat(listed, containsString(id));
            fits("listed", schema("Streams"), new JsonObject(listed));
        }
    }

    private static Message next(RawResponse stream) {
        try {
            return stream.message();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkBody(String name, Map<String, JsonObject> described, String type, RawResponse response)
            throws IOException {
        var content = described.get(type);
        if (type.equals(JSON)) {
            fits(name, content.getJsonObject("schema"), Json.decodeValue(text(response)));
        } else if (type.equals(EVENT_STREAM)) {
            assertThat(name, fieldsOfFirstLines(content), hasItem(field(response.textLine())));
        }
    }

    private void checkHeaders(String name, JsonObject response, Map<String, String> headers) {
        ApiDocument.entries(response.getJsonObject("headers", new JsonObject())).forEach(header -> {
            var description = document.resolve(header.getValue());
            var value = headers.get(header.getKey().toLowerCase(Locale.ROOT));
            assertThat(name + ": " + header.getKey(), value != null || !description.getBoolean("required", false));
            if (value != null
                    && description.getJsonObject("schema").getString("type").equals("string")) {
                fits(name + ": " + header.getKey(), description.getJsonObject("schema"), value);
            }
        });
    }

    /// With which field the examples of a stream begin; a comment has an empty one.
    private static List<String> fieldsOfFirstLines(JsonObject content) {
        var several = ApiDocument.entries(content.getJsonObject("examples", new JsonObject()))
                .map(example -> example.getValue().getString("value"));
        return Stream.concat(Stream.ofNullable(content.getString("example")), several)
                .map(ApiExamplesTest::field)
                .toList();
    }

    private static String field(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    private static String text(RawResponse response) throws IOException {
        return response.headers().containsKey("content-length") ? response.body() : response.rest();
    }

    private JsonObject schema(String name) {
        return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    private void fits(String name, JsonObject schema, Object value) {
        List<String> faults = schemas.faults(schema, value);
        assertThat(name + ": " + value, faults, is(empty()));
    }
}
