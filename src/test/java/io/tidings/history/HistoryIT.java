package io.tidings.history;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// On the native binary.
@QuarkusIntegrationTest
@Tag("native")
class HistoryIT extends HistoryTest {}
