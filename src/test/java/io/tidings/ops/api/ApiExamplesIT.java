package io.tidings.ops.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// The description and the native binary.
@QuarkusIntegrationTest
@Tag("native")
class ApiExamplesIT extends ApiExamplesTest {}
