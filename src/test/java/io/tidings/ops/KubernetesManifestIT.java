package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the build writes for Kubernetes, as JSON; `kubernetes.yml` beside it says the same.
class KubernetesManifestIT {
    private static final JsonPath MANIFEST =
            JsonPath.from(Path.of("target", "kubernetes", "kubernetes.json").toFile());

    @ParameterizedTest
    @CsvSource(textBlock = """
        securityContext.runAsNonRoot,                             true
        terminationGracePeriodSeconds,                            30
        containers[0].livenessProbe.httpGet.path,                 /q/health/live
        containers[0].readinessProbe.httpGet.path,                /q/health/ready
        containers[0].startupProbe.httpGet.path,                  /q/health/started
        containers[0].resources.requests.cpu,                     100m
        containers[0].resources.requests.memory,                  128Mi
        containers[0].securityContext.readOnlyRootFilesystem,     true
        containers[0].securityContext.allowPrivilegeEscalation,   false
        containers[0].volumeMounts.find { it.name == 'tmp' }.mountPath,  /tmp
        containers[0].volumeMounts.find { it.name == 'data' }.mountPath, /data
        containers[0].env.find { it.name == 'TIDINGS_LOG_SQLITE_PATH' }.value, /data/tidings.db
        volumes.find { it.name == 'data' }.persistentVolumeClaim.claimName, tidings-data
        """)
    void thePodHas(String path, String value) {
        assertThat(MANIFEST.getString("find { it.kind == 'Deployment' }.spec.template.spec." + path), is(value));
    }

    /// It cannot be changed later, so a version in it would keep the next one out.
    @Test
    void theSelectorHasNoVersion() {
        assertThat(
                MANIFEST.getMap("find { it.kind == 'Deployment' }.spec.selector.matchLabels"),
                is(Map.of("app.kubernetes.io/name", "tidings")));
    }
}
