package io.tidings.demo;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The clock of the packaged server: jar or native binary.
@QuarkusIntegrationTest
class TalkIT extends TalkTest {}
