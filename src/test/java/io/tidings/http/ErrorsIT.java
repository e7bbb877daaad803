package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The refusals of the packaged server: jar or native binary.
@QuarkusIntegrationTest
class ErrorsIT extends ErrorsTest {}
