package io.tidings.request;

import io.vertx.core.http.impl.HttpUtils;
import io.vertx.core.net.impl.URIDecoder;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The topic or pattern that a path names.
public final class TopicPath {
    private static final String TOPICS = "/topics/";
    private static final String PRESENCE = "/presence/";

    private static final Pattern EMPTY_SEGMENT = Pattern.compile("/(?=/)");

    /// Stands for an empty segment. No request has it in its path: [io.tidings.http] escapes it.
    private static final String MARK = "\u0001";

    private TopicPath() {}

    /// The rest of the path below `/topics/`, percent-decoded: empty segments and what follows a `;` belong to
    /// it. None if the path is another one.
    public static Optional<String> of(RoutingContext request) {
        return below(TOPICS, request);
    }

    /// The same below `/presence/`.
    public static Optional<String> ofPresence(RoutingContext request) {
        return below(PRESENCE, request);
    }

    private static Optional<String> below(String folder, RoutingContext request) {
        var path = withoutDotSegments(Objects.requireNonNull(request.request().path()));
        int start = path.indexOf(folder);
        return start < 0
                ? Optional.empty()
                : Optional.of(URIDecoder.decodeURIComponent(path.substring(start + folder.length()), false));
    }

    /// As RFC 3986, section 5.2.4, removes them. The library makes one slash of several, too.
    private static String withoutDotSegments(String path) {
        if (!path.contains("//")) {
            return HttpUtils.normalizePath(path);
        }
        var marked = EMPTY_SEGMENT.matcher(path).replaceAll("/" + MARK);
        return HttpUtils.normalizePath(marked).replace(MARK, "");
    }
}
