import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The servers that are compared. Tidings must be packaged; a peer takes part if what it needs is installed: floor a C
/// compiler, nchan nginx with its module (Debian: nginx-light, libnginx-mod-nchan), node Node.js, and those of
/// [MercureAndCentrifugo] their programs.
final class Servers {
    static final String TOPIC = "/topics/bench";
    private static final Path NCHAN = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final Path PACKAGED = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final String TOKEN = "bench";

    private Servers() {}

    /// Tidings with its log in a new folder, and settings such as `tidings.subscribe.gather=0` beside its defaults.
    static Server tidings(Options options, String... settings) throws Exception {
        var command = new ArrayList<>(options.server().isEmpty() ? packaged() : List.of(options.server().split(" ")));
        List.of(settings).forEach(setting -> command.add(1, "-D" + setting));
        var folder = Files.createTempDirectory(options.data(), "bench-log-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        int port = Server.freePort();
        var environment = Map.of(
                "QUARKUS_HTTP_PORT", String.valueOf(port),
                "TIDINGS_AUTH_PUBLISH_TOKENS", TOKEN,
                "TIDINGS_LOG_SQLITE_PATH", folder.resolve("tidings.db").toString(),
                "TIDINGS_LOG_ENGINE", options.engine());
        var endpoints = Endpoints.plain(TOPIC, TOPIC, "Authorization: Bearer " + TOKEN + "\r\n");
        return Server.start("tidings", port, endpoints, environment, command);
    }

    private static List<String> packaged() throws IOException {
        if (!Files.exists(PACKAGED)) {
            throw new IOException("There is no " + PACKAGED + ": run ./mvnw package -DskipTests, or name a server with --server.");
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", PACKAGED.toString());
    }

    /// The peers that can take part here.
    static List<Server> peers() throws Exception {
        var peers = new ArrayList<Server>();
        floor().ifPresent(peers::add);
        nchan().ifPresent(peers::add);
        node().ifPresent(peers::add);
        peers.addAll(MercureAndCentrifugo.present());
        return peers;
    }

    static Optional<Server> floor() throws Exception {
        if (missing("gcc")) {
            return absent("floor", "gcc");
        }
        var program = Files.createTempFile("bench-floor-", "");
        program.toFile().deleteOnExit();
        int status = new ProcessBuilder("gcc", "-O2", "-w", "-o", program.toString(), "bench/peers/floor.c").inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("gcc does not compile bench/peers/floor.c");
        }
        int port = Server.freePort();
        var command = List.of(program.toString(), String.valueOf(port));
        return Optional.of(Server.start("floor", port, Endpoints.plain("/", "/", ""), Map.of(), command));
    }

    private static Optional<Server> nchan() throws Exception {
        if (missing("nginx") || !Files.exists(NCHAN)) {
            return absent("nchan", "nginx-light and libnginx-mod-nchan");
        }
        var folder = temporaryFolder("nchan");
        // Its workers run as another user.
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        int port = Server.freePort();
        var file = folder.resolve("nginx.conf");
        Files.writeString(file, """
                load_module %1$s;
                worker_processes 2; daemon off; pid %2$s/nginx.pid; error_log %2$s/error.log;
                events { worker_connections 19000; use epoll; multi_accept on; }
                http {
                  access_log off; nchan_shared_memory_size 512M; tcp_nodelay on; keepalive_requests 10000000;
                  client_body_temp_path %2$s/body; proxy_temp_path %2$s/p; fastcgi_temp_path %2$s/f;
                  uwsgi_temp_path %2$s/u; scgi_temp_path %2$s/s; client_body_buffer_size 128k;
                  server {
                    listen 127.0.0.1:%3$d backlog=4096 reuseport;
                    location = /sub { nchan_subscriber eventsource; nchan_channel_id c; nchan_subscriber_first_message newest; }
                    location = /pub { nchan_publisher; nchan_channel_id c; nchan_message_buffer_length 100; nchan_message_timeout 1m; }
                  }
                }
                """.formatted(NCHAN, folder, port));
        var command = List.of("nginx", "-e", folder.resolve("error.log").toString(), "-c", file.toString());
        return Optional.of(Server.start("nchan", port, Endpoints.plain("/sub", "/pub", ""), Map.of(), command));
    }

    private static Optional<Server> node() throws Exception {
        if (missing("node")) {
            return absent("node", "Node.js");
        }
        int port = Server.freePort();
        var command = List.of("node", "bench/peers/node-server.js", String.valueOf(port));
        return Optional.of(Server.start("node", port, Endpoints.plain("/", "/", ""), Map.of(), command));
    }

    /// A Redis that has an event on the disk before it is acknowledged, as SQLite has.
    static Server redis(Options options) throws Exception {
        var folder = Files.createTempDirectory(options.data(), "bench-redis-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        int port = Server.freePort();
        var command = List.of(
                "redis-server", "--bind", "127.0.0.1", "--port", String.valueOf(port), "--dir", folder.toString(),
                "--save", "", "--appendonly", "yes", "--appendfsync", "always");
        return Server.start("redis", port, Endpoints.plain("", "", ""), Map.of(), command);
    }

    private static Optional<Server> absent(String name, String need) {
        System.err.println(name + " does not take part: it needs " + need + ".");
        return Optional.empty();
    }

    static boolean missing(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program).redirectErrorStream(true).start().waitFor() != 0;
    }

    /// Deleted at the end.
    static Path temporaryFolder(String peer) throws IOException {
        var folder = Files.createTempDirectory("bench-" + peer + "-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("cannot delete " + folder + ": " + e);
        }
    }
}
