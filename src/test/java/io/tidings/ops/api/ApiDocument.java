package io.tidings.ops.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The description of the API as a running hub gives it.
record ApiDocument(JsonObject root) {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");

    /// Asks the hub that the tests run against.
    static ApiDocument ofHub() {
        try {
            var yaml = new YAMLMapper().readTree(RestAssured.get("/q/openapi").asString());
            return new ApiDocument(new JsonObject(yaml.toString()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All operations, in the order of the document.
    List<ApiOperation> operations() {
        return entries(root.getJsonObject("paths"))
                .flatMap(path -> entries(path.getValue())
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> new ApiOperation(this, path.getKey(), member.getKey(), member.getValue())))
                .toList();
    }

    /// A member of the components, such as the examples.
    JsonObject components(String kind) {
        return root.getJsonObject("components").getJsonObject(kind);
    }

    /// What the object refers to, or itself if it is no reference.
    JsonObject resolve(JsonObject object) {
        var reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        var target = root;
        for (var name : reference.substring("#/".length()).split("/")) {
            target = target.getJsonObject(name);
        }
        return resolve(target);
    }

    /// The members that are objects.
    static Stream<Map.Entry<String, JsonObject>> entries(JsonObject object) {
        return object.stream()
                .filter(member -> member.getValue() instanceof JsonObject)
                .map(member -> Map.entry(member.getKey(), (JsonObject) member.getValue()));
    }
}
