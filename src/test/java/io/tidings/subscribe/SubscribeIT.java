package io.tidings.subscribe;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// On the packaged server: jar or native binary.
@QuarkusIntegrationTest
class SubscribeIT extends SubscribeTest {}
