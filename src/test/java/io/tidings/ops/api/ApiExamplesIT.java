package io.tidings.ops.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The description and the packaged server: jar or native binary.
@QuarkusIntegrationTest
class ApiExamplesIT extends ApiExamplesTest {}
