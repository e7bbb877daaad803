package io.tidings.auth;

import io.restassured.path.json.JsonPath;
import io.tidings.RawResponse;
import java.io.IOException;
import java.util.Map;

/// An answer that is over, or the beginning of a stream, whose body is left out.
record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(RawResponse response) throws IOException {
        int status = Integer.parseInt(response.statusLine().split(" ")[1]);
        var body = response.headers().containsKey("content-length") ? response.body() : "";
        return new Answer(status, response.headers(), body);
    }

    JsonPath json() {
        return JsonPath.from(body);
    }

    /// What it says of the credential; `none` if nothing.
    String challenge() {
        return headers.getOrDefault("www-authenticate", "none");
    }

    /// The status, and what it says of the credential.
    String verdict() {
        return status + " " + challenge();
    }
}
