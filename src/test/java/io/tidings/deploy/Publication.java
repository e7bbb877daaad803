package io.tidings.deploy;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.UUID;

/// One event of a publisher that has the token `secret`.
final class Publication {
    private final HttpRequest request;

    /// The same event, however often it is sent.
    Publication(URI topic, String data) {
        this.request = HttpRequest.newBuilder(topic)
                .header("Authorization", "Bearer secret")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(data))
                .build();
    }

    /// Sends it once and returns its id.
    static String of(HttpClient client, URI topic, String data) throws IOException, InterruptedException {
        return new Publication(topic, data).send(client).orElseThrow(() -> new AssertionError("refused at " + topic));
    }

    /// Returns its id, if the hub took it.
    Optional<String> send(HttpClient client) throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() == 200
                ? Optional.of(JsonPath.from(response.body()).getString("id"))
                : Optional.empty();
    }
}
