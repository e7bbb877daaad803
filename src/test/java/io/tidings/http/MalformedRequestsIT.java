package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// Malformed requests to the packaged server: jar or native binary.
@QuarkusIntegrationTest
class MalformedRequestsIT extends MalformedRequestsTest {}
