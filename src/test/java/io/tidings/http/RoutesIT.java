package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// On the packaged server: jar or native binary.
@QuarkusIntegrationTest
class RoutesIT extends RoutesTest {}
