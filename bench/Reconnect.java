import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Measures what a stream costs that is opened, hears its position and is left: without a token, with one of the
/// configuration, with a JWT (RS256) that the server has verified before, and with one that it has not.
///
/// Usage: `java bench/Reconnect.java COMMAND [ARGUMENT…]`, with the command of a hub that takes its settings from the
/// environment. Rounds take turns, and the medians of the server's CPU time for each stream are printed. Linux only:
/// CPU time is that of /proc.
public final class Reconnect {
    private static final int STREAMS = 2_000;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final double MICROS_A_TICK = 10_000;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Process server;
    private final int port;
    private final KeyPair keys;
    private int subject;

    private Reconnect(Process server, int port, KeyPair keys) {
        this.server = server;
        this.port = port;
        this.keys = keys;
    }

    public static void main(String[] command) throws Exception {
        if (command.length == 0) {
            System.err.println("usage: java bench/Reconnect.java COMMAND [ARGUMENT...]");
            System.exit(2);
        }
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();
        var file = Files.createTempFile("reconnect", ".pem");
        var pem = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
        int port = freePort();
        var server = start(command, port, file);
        try {
            new Reconnect(server, port, keys).measure();
        } finally {
            server.destroyForcibly();
            Files.delete(file);
        }
    }

    private static Process start(String[] command, int port, Path publicKey) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of(
                "QUARKUS_HTTP_PORT", String.valueOf(port),
                "TIDINGS_LOG_ENGINE", "memory",
                "TIDINGS_AUTH_SUBSCRIBE_TOKENS", "static",
                "TIDINGS_AUTH_ANONYMOUS_SUBSCRIBE", "**",
                "TIDINGS_AUTH_ISSUERS_BENCH_ISSUER", "bench",
                "TIDINGS_AUTH_ISSUERS_BENCH_ANY_AUDIENCE", "true",
                "TIDINGS_AUTH_ISSUERS_BENCH_PUBLIC_KEY_FILE", publicKey.toString(),
                "TIDINGS_AUTH_ISSUERS_BENCH_SUBSCRIBE", "news,users/{sub}/**",
                "TIDINGS_SUBSCRIBE_MAX_STREAMS_PER_SUBJECT", "1000000"));
        return builder.start();
    }

    private void measure() throws Exception {
        var seen = jwt();
        var headers = new LinkedHashMap<String, IntFunction<String>>();
        headers.put("no token", _ -> "");
        headers.put("a token of the configuration", _ -> authorization("static"));
        headers.put("a JWT that was seen before", _ -> authorization(seen));
        headers.put("a JWT that was not", _ -> authorization(jwt()));
        awaitStart();
        var micros = new LinkedHashMap<String, double[]>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (var kind : headers.entrySet()) {
                double cost = open(kind.getValue());
                if (round >= 0) {
                    micros.computeIfAbsent(kind.getKey(), _ -> new double[ROUNDS])[round] = cost;
                }
            }
        }
        double without = median(micros.get("no token"));
        micros.forEach((kind, costs) -> System.out.printf(
                "%-30s %6.1f us of CPU a stream, %.2f x%n", kind, median(costs), median(costs) / without));
    }

    /// Returns the CPU time of the server for each stream, in microseconds.
    private double open(IntFunction<String> header) throws IOException {
        var requests = new ArrayList<byte[]>();
        for (int i = 0; i < STREAMS; i++) {
            requests.add(("GET /topics/news HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n" + header.apply(i) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        long before = ticks();
        for (var request : requests) {
            openOne(request);
        }
        return (ticks() - before) * MICROS_A_TICK / STREAMS;
    }

    private void openOne(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (var line = in.readLine(); !"event: tidings:cursor".equals(line); line = in.readLine()) {
                if (line == null || (line.startsWith("HTTP/1.1 ") && !line.contains(" 200 "))) {
                    throw new IOException("the stream did not open: " + line);
                }
            }
        }
    }

    private void awaitStart() throws Exception {
        for (int tries = 0; ; tries++) {
            try {
                openOne("GET /topics/news HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            } catch (IOException e) {
                if (tries == 300 || !server.isAlive()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static String authorization(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /// Of another user each time.
    private String jwt() {
        var claims = "{\"iss\":\"bench\",\"sub\":\"user-%d\",\"exp\":%d}"
                .formatted(subject++, Instant.now().getEpochSecond() + 3600);
        var signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /// User and system time of the server, in ticks of ten milliseconds (proc(5)).
    private long ticks() throws IOException {
        var fields = List.of(Files.readString(Path.of("/proc/" + server.pid() + "/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" "));
        return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
