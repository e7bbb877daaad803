package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// The refusals of the native binary.
@QuarkusIntegrationTest
@Tag("native")
class ErrorsIT extends ErrorsTest {}
