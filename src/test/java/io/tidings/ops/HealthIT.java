package io.tidings.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The health of the packaged server: jar or native binary.
@QuarkusIntegrationTest
class HealthIT extends HealthTest {}
