package io.tidings.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A request that is made of the examples of an operation: the required parameters, and the given ones.
record ApiRequest(ApiOperation operation, List<ApiParameter> optional, String accept) {
    /// Requests with no optional parameter, and with each of them alone or with the one that it goes with, for each
    /// media type that may come back.
    static Stream<ApiRequest> of(ApiOperation operation) {
        var types = operation.content(200).isEmpty()
                ? List.of("*/*")
                : List.copyOf(operation.content(200).keySet());
        var optional = operation.parameters().stream()
                .filter(parameter -> !parameter.isRequired())
                .toList();
        var choices = Stream.concat(
                        Stream.of(List.<ApiParameter>of()),
                        optional.stream().map(parameter -> parameter.withCompany(optional)))
                .filter(operation::hasWhatItNeeds);
        return choices.flatMap(choice -> types.stream().map(type -> new ApiRequest(operation, choice, type)));
    }

    /// The URL below the root of the hub.
    static String target(ApiOperation operation, List<ApiParameter> optional) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var parameter : operation.parameters()) {
            if (parameter.isIn("path")) {
                path = path.replace("{" + parameter.name() + "}", URLEncoder.encode(parameter.example(), UTF_8));
            } else if (parameter.isIn("query") && (parameter.isRequired() || optional.contains(parameter))) {
                query.add(parameter.query());
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /// Whether it is about an open stream.
    boolean isOfStream() {
        return operation.path().contains("{stream}");
    }

    /// Sends it to the hub with this root, with a token.
    RawResponse send(URI root, String token) throws IOException {
        return send(root.resolve(target(operation, optional)), List.of("Authorization: Bearer " + token));
    }

    /// The same, about the stream of this id.
    RawResponse send(URI root, String token, String stream) throws IOException {
        var example = operation.parameters().stream()
                .filter(parameter -> parameter.name().equals("stream"))
                .findFirst()
                .orElseThrow()
                .example();
        var target = target(operation, optional).replace(example, stream);
        return send(root.resolve(target), List.of("Authorization: Bearer " + token));
    }

    private RawResponse send(URI url, List<String> headers) throws IOException {
        var lines = Stream.of(
                        headers.stream(),
                        Stream.of("Accept: " + accept),
                        optional.stream()
                                .filter(parameter -> parameter.isIn("header"))
                                .map(ApiParameter::header))
                .flatMap(part -> part)
                .toArray(String[]::new);
        var body = operation.body();
        return body.isPresent()
                ? RawResponse.withBody(operation.method(), url, body.get(), lines)
                : RawResponse.of(operation.method(), url, lines);
    }

    @Override
    public String toString() {
        return operation + " with " + optional.stream().map(ApiParameter::name).collect(Collectors.joining(", "))
                + ", Accept: " + accept;
    }
}
