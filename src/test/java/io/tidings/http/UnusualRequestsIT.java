package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// Unusual requests to the native binary.
@QuarkusIntegrationTest
@Tag("native")
class UnusualRequestsIT extends UnusualRequestsTest {}
