package io.tidings.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// What the native binary says of itself.
@QuarkusIntegrationTest
@Tag("native")
class InfoIT extends InfoTest {}
