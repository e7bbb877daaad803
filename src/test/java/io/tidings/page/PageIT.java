package io.tidings.page;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// The page of the native binary.
@QuarkusIntegrationTest
@Tag("native")
class PageIT extends PageTest {}
