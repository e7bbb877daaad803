package io.tidings.history;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// On the packaged server: jar or native binary.
@QuarkusIntegrationTest
class HistoryIT extends HistoryTest {}
