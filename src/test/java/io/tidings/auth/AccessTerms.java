package io.tidings.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Who may do what at the hub of [AccessContract]: tokens of the configuration, one of them in a file, and
/// issuers of several kinds.
record AccessTerms(IdentityProvider provider, Path secretFile) implements AutoCloseable {
    /// May publish to everything, and nothing else.
    static final String PUBLISHER = "token-that-publishes";

    /// May subscribe to everything, and nothing else.
    static final String SUBSCRIBER = "token-that-subscribes";

    /// May publish and subscribe below `builds/`.
    static final String CI = "token-of-ci";

    /// The same below `filed/`. It is in a file.
    static final String FILED = "token-in-a-file";

    /// May see and end the streams of others.
    static final String OPERATOR = "token-of-the-operator";

    static final int MAX_STREAMS = 3;

    static final String LISTED_ORIGIN = "https://app.example.com";

    /// For one hub, or several that are to be the same. The file is in the folder.
    static AccessTerms in(Path folder) {
        try {
            var file = Files.writeString(folder.resolve("filed.token"), FILED + "\n");
            return new AccessTerms(IdentityProvider.start("id"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As properties.
    Map<String, String> settings() {
        var all = new TreeMap<String, String>();
        all.put("tidings.auth.publish-tokens", PUBLISHER);
        all.put("tidings.auth.subscribe-tokens", SUBSCRIBER);
        all.put("tidings.auth.anonymous.subscribe", "public/**");
        all.put("tidings.auth.anonymous.publish", "open/*");
        all.put("tidings.auth.tokens.ci.secret", CI);
        all.put("tidings.auth.tokens.ci.publish", "builds/**");
        all.put("tidings.auth.tokens.ci.subscribe", "builds/**");
        all.put("tidings.auth.tokens.filed.secret-file", secretFile.toString());
        all.put("tidings.auth.tokens.filed.publish", "filed/**");
        all.put("tidings.auth.tokens.filed.subscribe", "filed/**");
        all.put("tidings.auth.tokens.operator.secret", OPERATOR);
        all.put("tidings.auth.tokens.operator.operate", "true");
        all.put("tidings.cors.origins", LISTED_ORIGIN + ",http://localhost:3000");
        all.put("tidings.subscribe.max-streams-per-subject", "" + MAX_STREAMS);
        all.putAll(issuers());
        // Each test has an address of its own, for bad tokens are counted by address.
        all.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        all.put("quarkus.http.proxy.allow-x-forwarded", "true");
        return all;
    }

    private Map<String, String> issuers() {
        var all = new TreeMap<String, String>();
        add(all, TestIssuer.MAIN, "secret", TestIssuer.MAIN.secret());
        add(all, provider.issuer(), "audience", "other," + Jwt.AUDIENCE);
        add(all, TestIssuer.AWAY, "audience", Jwt.AUDIENCE);
        add(all, TestIssuer.LASTING, "secret", TestIssuer.LASTING.secret());
        all.put("tidings.auth.issuers.lasting.algorithms", "HS512");
        all.put("tidings.auth.issuers.lasting.require-expiry", "false");
        all.put("tidings.auth.issuers.lasting.claim", "hub/grants");
        return all;
    }

    private static void add(Map<String, String> all, TestIssuer issuer, String setting, String value) {
        var prefix = "tidings.auth.issuers." + issuer.name() + ".";
        all.put(prefix + "issuer", issuer.iss());
        all.put(prefix + setting, value);
        all.put(prefix + "publish", "users/{iss}/{sub}/inbox");
        all.put(prefix + "subscribe", "users/{iss}/{sub}/**,teams/{iss}/{groups}/*,{sub}/{iss}/feed");
        all.put(prefix + "grants[0].claim", "scope");
        all.put(prefix + "grants[0].value", "news:write");
        all.put(prefix + "grants[0].publish", "news/**");
        all.put(prefix + "grants[1].claim", "realm/roles");
        all.put(prefix + "grants[1].value", "guard");
        all.put(prefix + "grants[1].operate", "true");
        all.put(prefix + "grants[1].subscribe", "doors/*");
    }

    /// As variables of the environment.
    static Map<String, String> variables(Map<String, String> settings) {
        var all = new TreeMap<String, String>();
        settings.forEach((key, value) -> all.put(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        return all;
    }

    /// As the arguments of a start, with more.
    static String[] properties(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        provider.close();
    }
}
