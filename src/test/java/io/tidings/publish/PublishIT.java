package io.tidings.publish;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// On the packaged server: jar or native binary.
@QuarkusIntegrationTest
class PublishIT extends PublishTest {}
