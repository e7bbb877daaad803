package io.tidings.ops.api;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Compares JSON with the schemas of the description (JSON Schema 2020-12, as OpenAPI 3.1 has it).
record ApiSchemas(ApiDocument document) {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("https://tidings.invalid/")
            .setOutputFormat(OutputFormat.Basic);

    /// What is wrong with the value; empty if nothing is.
    List<String> faults(JsonObject schema, Object value) {
        var whole = new JsonObject(schema.encode().replace("#/components/schemas/", "#/$defs/"))
                .put(
                        "$defs",
                        new JsonObject(
                                document.components("schemas").encode().replace("#/components/schemas/", "#/$defs/")));
        var result = Validator.create(JsonSchema.of(whole), OPTIONS).validate(value);
        return Boolean.TRUE.equals(result.getValid()) ? List.of() : errors(result);
    }

    private static List<String> errors(OutputUnit result) {
        var errors = Stream.ofNullable(result.getErrors())
                .flatMap(List::stream)
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .filter(Objects::nonNull)
                .toList();
        return errors.isEmpty() ? List.of("it does not fit") : errors;
    }
}
