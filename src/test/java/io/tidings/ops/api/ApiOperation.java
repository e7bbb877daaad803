package io.tidings.ops.api;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One method of one path of the description.
record ApiOperation(ApiDocument document, String path, String name, JsonObject description) {
    static final String PROBLEM = "application/problem+json";

    String method() {
        return name.toUpperCase(Locale.ROOT);
    }

    /// Those of the path, too.
    List<ApiParameter> parameters() {
        var ofPath = document.root().getJsonObject("paths").getJsonObject(path);
        return Stream.of(ofPath, description)
                .flatMap(holder -> holder.getJsonArray("parameters", new JsonArray()).stream())
                .map(parameter -> new ApiParameter(document.resolve((JsonObject) parameter)))
                .toList();
    }

    /// Whether these optional parameters are enough for it.
    boolean hasWhatItNeeds(List<ApiParameter> sent) {
        var oneOf = description.getJsonArray("x-needs-one-of", new JsonArray());
        return oneOf.isEmpty() || sent.stream().map(ApiParameter::name).anyMatch(oneOf::contains);
    }

    /// The example of the body, if it has one.
    Optional<String> body() {
        return Optional.ofNullable(description.getJsonObject("requestBody"))
                .map(body -> content(body).values().iterator().next().getValue("example"))
                .map(example -> example instanceof String text ? text : Json.encode(example));
    }

    /// The response to this status, if it is described.
    Optional<JsonObject> response(int status) {
        return response(String.valueOf(status));
    }

    /// The media types that may answer with this status.
    Map<String, JsonObject> content(int status) {
        return response(status).map(ApiOperation::content).orElse(Map.of());
    }

    /// The types of the problems that may answer with this status, those of any request included.
    Set<String> problems(int status) {
        return Stream.concat(response(status).stream(), response("default").stream())
                .flatMap(response -> problems(response).stream())
                .filter(type -> document.components("examples")
                                .getJsonObject(type)
                                .getJsonObject("value")
                                .getInteger("status")
                        == status)
                .collect(Collectors.toSet());
    }

    /// All types of problems under each status, or `default`, as they are written down.
    Map<String, Set<String>> problemsByResponse() {
        return ApiDocument.entries(description.getJsonObject("responses"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, response -> problems(document.resolve(response.getValue()))));
    }

    private Optional<JsonObject> response(String key) {
        return Optional.ofNullable(description.getJsonObject("responses").getJsonObject(key))
                .map(document::resolve);
    }

    private static Set<String> problems(JsonObject response) {
        var problem = content(response).get(PROBLEM);
        return problem == null ? Set.of() : problem.getJsonObject("examples").fieldNames();
    }

    private static Map<String, JsonObject> content(JsonObject holder) {
        return ApiDocument.entries(holder.getJsonObject("content", new JsonObject()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public String toString() {
        return method() + " " + path;
    }
}
