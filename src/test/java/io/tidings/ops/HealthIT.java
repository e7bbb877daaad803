package io.tidings.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// The health of the native binary.
@QuarkusIntegrationTest
@Tag("native")
class HealthIT extends HealthTest {}
