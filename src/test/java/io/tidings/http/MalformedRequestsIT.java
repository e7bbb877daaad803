package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// Malformed requests to the native binary.
@QuarkusIntegrationTest
@Tag("native")
class MalformedRequestsIT extends MalformedRequestsTest {}
