package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// Unusual requests to the packaged server: jar or native binary.
@QuarkusIntegrationTest
class UnusualRequestsIT extends UnusualRequestsTest {}
