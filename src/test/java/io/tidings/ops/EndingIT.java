package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the packaged server ends when it cannot go on, or does not stop.
class EndingIT {
    private static final int OUT_OF_MEMORY = 3;
    private static final int TIMED_OUT = 124;

    @TempDir
    Path folder;

    @Test
    void withoutMemoryItEndsItselfThoughNobodySaysSo() throws IOException, InterruptedException {
        assumeTrue(PackagedServer.isJar(), "a native binary takes no agents");
        var begin = folder.resolve("begin");
        try (var server = PackagedServer.start(
                "-javaagent:%s=%s".formatted(agent(), begin), "-Xmx64m", "tidings.log.engine=memory")) {
            Files.createFile(begin);

            assertThat(server.awaitEnd(), is(OUT_OF_MEMORY));
            assertThat(server.logged(), hasItem(startsWith("Out of memory: the hub ends itself")));
        }
    }

    @Test
    void aShutdownThatHangsEndsInTime() throws IOException, InterruptedException {
        try (var server = PackagedServer.start(
                        "tidings.log.engine=memory",
                        "tidings.auth.publish-tokens=secret",
                        "tidings.drain.delay=0s",
                        "tidings.drain.timeout=2s",
                        "quarkus.shutdown.timeout=10m");
                var unfinished =
                        new Socket(server.at("/").getHost(), server.at("/").getPort())) {
            begin(unfinished);

            server.process().toHandle().destroy();

            assertThat(server.awaitEnd(), is(TIMED_OUT));
            assertThat(server.logged(), hasItem(startsWith("Not stopped 2000 ms after it was told to")));
        }
    }

    /// A request that has begun, and of which nothing more comes.
    private static void begin(Socket client) throws IOException {
        var out = client.getOutputStream();
        out.write("""
                POST /topics/a HTTP/1.1
                Host: localhost
                Authorization: Bearer secret
                Content-Length: 2
                Expect: 100-continue

                x""".replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getInputStream().read();
    }

    private Path agent() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", HeapFiller.class.getName());
        var file = folder.resolve("agent.jar");
        var name = HeapFiller.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var type = HeapFiller.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            type.transferTo(jar);
        }
        return file;
    }
}
