package io.tidings.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// What the packaged server says of itself: jar or native binary.
@QuarkusIntegrationTest
class InfoIT extends InfoTest {}
