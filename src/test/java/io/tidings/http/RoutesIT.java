package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// On the native binary.
@QuarkusIntegrationTest
@Tag("native")
class RoutesIT extends RoutesTest {}
