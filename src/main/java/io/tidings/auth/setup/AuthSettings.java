package io.tidings.auth.setup;

import io.tidings.auth.jwt.GrantTemplate;
import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import io.tidings.event.TopicPattern;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the settings of [AuthConfig] may be. A list that holds nothing would open what it was meant to close,
/// so it is not one.
public final class AuthSettings {
    /// Nobody may.
    static final String NONE = "none";

    private static final String TOKEN = "tidings.auth.tokens";
    private static final String ISSUER = "tidings.auth.issuers";

    /// As [GrantTemplate] has it. A grant without an issuer would wait for a topic with braces in its name.
    private static final Pattern TEMPLATE = Pattern.compile("\\{[^{}/]+}");

    private static final Allowed NAMES = new Allowed(
            "letters, digits and hyphens", text -> text.matches("[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?"));
    private static final Allowed TOKENS = new Allowed(
            "tokens of visible ASCII characters, with commas between them",
            text -> text.matches("[!-~&&[^,]]+(,[!-~&&[^,]]+)*"));
    private static final Allowed SECRET =
            new Allowed("visible ASCII characters without a comma", text -> text.matches("[!-~&&[^,]]+"));
    private static final Allowed KEY =
            new Allowed("32 characters or more", text -> text.strip().length() >= 32);
    private static final Allowed FILE = new Allowed("a file", text -> !text.isBlank());
    private static final Allowed TEXT = new Allowed("a text", text -> !text.isBlank());
    private static final Allowed TEXTS = new Allowed("texts with commas between them", text -> !text.isBlank());
    private static final Allowed BOOLEAN = Allowed.oneOf("true", "false");
    private static final Allowed URL = new Allowed("an https URL, or http on this machine", AuthSettings::isUrl);
    private static final Allowed PATTERNS = new Allowed(
            "topics or patterns without {claim} (only issuers fill it), with commas between them",
            text -> isListOf(TopicPattern::parseSetting, text) && !hasTemplate(text));
    private static final Allowed PATTERNS_OR_NONE = new Allowed(
            PATTERNS.words() + ", or none",
            text -> text.equals(NONE) || (!BOOLEAN.allows(text) && PATTERNS.allows(text)));
    private static final Allowed TEMPLATES = new Allowed(
            "topics or patterns in which {claim} stands for a claim, with commas between them",
            text -> isListOf(GrantTemplate::parse, text));
    private static final Allowed ALGORITHMS = new Allowed(
            "names of RFC 7518 for signatures, such as RS256, with commas between them",
            text -> Stream.of(text.split(",", -1)).allMatch(Algorithms.ALL::contains));

    public static final Settings ALL = Settings.of(
            Setting.of("tidings.auth.publish-tokens", TOKENS).list().secret(),
            Setting.of("tidings.auth.publish-tokens-file", FILE),
            Setting.of("tidings.auth.subscribe-tokens", TOKENS).list().secret(),
            Setting.of("tidings.auth.subscribe-tokens-file", FILE),
            Setting.of("tidings.auth.anonymous.publish", PATTERNS_OR_NONE).list(),
            Setting.of("tidings.auth.anonymous.subscribe", PATTERNS_OR_NONE).list(),
            Setting.of(
                    "tidings.auth.cookie",
                    new Allowed("the name of a cookie", text -> text.matches("[A-Za-z0-9_-]{1,100}"))),
            Setting.of("tidings.auth.protect-metrics", BOOLEAN),
            named(TOKEN, "secret", SECRET).secret(),
            named(TOKEN, "secret-file", FILE),
            named(TOKEN, "publish", PATTERNS).list(),
            named(TOKEN, "subscribe", PATTERNS).list(),
            named(TOKEN, "operate", BOOLEAN),
            named(ISSUER, "issuer", TEXT),
            named(ISSUER, "audience", TEXTS).list(),
            named(ISSUER, "any-audience", BOOLEAN),
            named(ISSUER, "jwks-url", URL),
            named(ISSUER, "jwks-file", FILE),
            named(ISSUER, "public-key-file", FILE),
            named(ISSUER, "secret", KEY).secret(),
            named(ISSUER, "secret-file", FILE),
            named(ISSUER, "algorithms", ALGORITHMS).list(),
            named(ISSUER, "require-expiry", BOOLEAN),
            named(ISSUER, "refresh", Allowed.duration("10s", "1d")),
            named(ISSUER, "claim", TEXT),
            named(ISSUER, "trust-claim", BOOLEAN),
            named(ISSUER, "shared-subjects", BOOLEAN),
            named(ISSUER, "publish", TEMPLATES).list(),
            named(ISSUER, "subscribe", TEMPLATES).list(),
            named(ISSUER, "grants[0].claim", TEXT),
            named(ISSUER, "grants[0].value", TEXT),
            named(ISSUER, "grants[0].publish", TEMPLATES).list(),
            named(ISSUER, "grants[0].subscribe", TEMPLATES).list(),
            named(ISSUER, "grants[0].operate", BOOLEAN));

    private AuthSettings() {}

    private static Setting named(String prefix, String leaf, Allowed allowed) {
        return Setting.named(prefix, "NAME", NAMES, leaf, allowed);
    }

    private static boolean isListOf(Consumer<String> parser, String text) {
        List.of(text.split(",", -1)).forEach(element -> parser.accept(element.strip()));
        return true;
    }

    private static boolean hasTemplate(String text) {
        return Stream.of(text.split(",", -1))
                .anyMatch(element -> TEMPLATE.matcher(element).find());
    }

    private static boolean isUrl(String text) {
        var url = URI.create(text);
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && List.of("https", "http").contains(url.getScheme());
    }
}
