package io.tidings.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// Several requests on a connection to the packaged server: jar or native binary.
@QuarkusIntegrationTest
class PipelinedRequestsIT extends PipelinedRequestsTest {}
