package io.tidings.access;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/// What the settings of [CorsConfig] and [PublicConfig] may be.
public final class AccessSettings {
    private static final Allowed ORIGINS = new Allowed(
            "origins such as https://app.example.com, with commas between them, or *",
            text -> text.equals(CorsRoute.ANY)
                    || Stream.of(text.split(",", -1)).map(String::strip).allMatch(AccessSettings::isOrigin));
    private static final Allowed URL = new Allowed("an http or https URL", AccessSettings::isUrl);

    public static final Settings ALL = Settings.of(
            Setting.of("tidings.public-url", URL),
            Setting.of("tidings.cors.origins", ORIGINS).list());

    private AccessSettings() {}

    private static boolean isUrl(String text) {
        var url = URI.create(text);
        return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    }

    private static boolean isOrigin(String text) {
        var url = URI.create(text);
        return url.getHost() != null
                && url.getScheme() != null
                && text.equals(url.getScheme() + "://" + url.getAuthority());
    }
}
