package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/// Several requests on a connection to the native binary.
@QuarkusIntegrationTest
@Tag("native")
class PipelinedRequestsIT extends PipelinedRequestsTest {}
