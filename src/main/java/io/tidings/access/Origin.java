package io.tidings.access;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where a page comes from (RFC 6454): scheme, host and port.
record Origin(String scheme, String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// The origin of a URL, or of a text such as `https://app.example.com`. None of what is no such URL, such
    /// as `null`.
    static Optional<Origin> of(String url) {
        try {
            var uri = URI.create(url);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
            return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
