package io.tidings.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A parameter of the description, with its example.
record ApiParameter(JsonObject description) {
    String name() {
        return description.getString("name");
    }

    boolean isRequired() {
        return description.getBoolean("required", false);
    }

    /// True if it is in the path, the query or a header.
    boolean isIn(String place) {
        return description.getString("in").equals(place);
    }

    /// It, after the one of these without which it means nothing, if there is one.
    List<ApiParameter> withCompany(List<ApiParameter> others) {
        var company = others.stream().filter(other -> other.name().equals(description.getString("x-goes-with")));
        return Stream.concat(company, Stream.of(this)).toList();
    }

    /// The example as a part of a query; a list repeats the name.
    String query() {
        return values().map(value -> name() + "=" + URLEncoder.encode(value, UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// The example as a line of the head.
    String header() {
        return name() + ": " + example();
    }

    /// The example as it is.
    String example() {
        return values().findFirst().orElseThrow();
    }

    private Stream<String> values() {
        var example = description.getValue("example");
        var all = example instanceof JsonArray list ? list.getList() : List.of(example);
        return ((List<?>) all).stream().map(String::valueOf);
    }
}
