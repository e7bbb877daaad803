import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The peers Mercure and Centrifugo, if their programs are on the PATH. Configured so that neither keeps events.
///
/// Written from the documentation of Mercure 0.17 and later 0.x (mercure.rocks/docs/hub/config; 1.0 has other tokens
/// and parameters) and of Centrifugo 6 (centrifugal.dev/docs), and not yet run with either. So one message is tried first,
/// and a peer that does not deliver it does not take part.
final class MercureAndCentrifugo {
    private static final String KEY = "a-key-of-the-bench-with-more-than-256-bits";

    private MercureAndCentrifugo() {}

    static List<Server> present() throws Exception {
        var present = new ArrayList<Server>();
        present("mercure", "0.x, from 0.17,", MercureAndCentrifugo::mercure, present);
        present("centrifugo", "6", MercureAndCentrifugo::centrifugo, present);
        return present;
    }

    private static void present(String program, String version, Callable<Server> start, List<Server> present)
            throws Exception {
        if (Servers.missing(program)) {
            System.err.println(program + " does not take part: it needs " + program + " " + version + " on the PATH.");
            return;
        }
        try {
            var server = start.call();
            try {
                new Trial(server).run();
                present.add(server);
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            System.err.println(program + " does not take part: " + e.getMessage());
        }
    }

    private static Server mercure() throws Exception {
        int port = Server.freePort();
        var folder = Servers.temporaryFolder("mercure");
        var file = folder.resolve("Caddyfile");
        Files.writeString(file, """
                {
                	admin off
                	auto_https off
                	persist_config off
                	log {
                		level ERROR
                	}
                }
                http://:%1$d {
                	bind 127.0.0.1
                	mercure {
                		transport local
                		publisher_jwt %2$s HS256
                		subscriber_jwt %2$s HS256
                		anonymous
                		write_timeout 0s
                	}
                }
                """.formatted(port, KEY));
        var endpoints = new Endpoints(
                "/.well-known/mercure?topic=bench",
                "/.well-known/mercure",
                "Content-Type: application/x-www-form-urlencoded\r\nAuthorization: Bearer "
                        + token("{\"mercure\":{\"publish\":[\"*\"]}}") + "\r\n",
                message -> "topic=bench&data=" + encoded(message));
        var environment = Map.of("XDG_CONFIG_HOME", folder.toString(), "XDG_DATA_HOME", folder.toString());
        return Server.start(
                "mercure", port, endpoints, environment,
                List.of("mercure", "run", "--config", file.toString(), "--adapter", "caddyfile"));
    }

    /// A subscriber's token names the channel, so no permission of the channel matters.
    private static Server centrifugo() throws Exception {
        int port = Server.freePort();
        var file = Servers.temporaryFolder("centrifugo").resolve("config.json");
        Files.writeString(file, """
                {
                  "http_server": {"address": "127.0.0.1", "port": %1$d},
                  "log": {"level": "error"},
                  "client": {"token": {"hmac_secret_key": "%2$s"}},
                  "http_api": {"key": "%2$s"},
                  "uni_sse": {"enabled": true},
                  "usage_stats": {"disabled": true}
                }
                """.formatted(port, KEY));
        var connect = "{\"token\":\"" + token("{\"sub\":\"bench\",\"channels\":[\"bench\"]}") + "\"}";
        var endpoints = new Endpoints(
                "/connection/uni_sse?cf_connect=" + encoded(connect),
                "/api/publish",
                "Content-Type: application/json\r\nX-API-Key: " + KEY + "\r\n",
                message -> "{\"channel\":\"bench\",\"data\":\"" + message + "\"}");
        return Server.start(
                "centrifugo", port, endpoints, Map.of(), List.of("centrifugo", "--config", file.toString()));
    }

    /// A JSON Web Token, signed with HS256.
    private static String token(String claims) throws GeneralSecurityException {
        var signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
