package io.tidings.subscribe;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The HTTP face of the packaged server: jar or native binary.
@QuarkusIntegrationTest
class HubIT extends HubTest {}
