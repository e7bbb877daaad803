package io.tidings.request;

import io.vertx.core.net.impl.URIDecoder;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// The topic or pattern that a path names.
public final class TopicPath {
    private static final String TOPICS = "/topics/";
    private static final String PRESENCE = "/presence/";

    private TopicPath() {}

    /// The rest of the path below `/topics/`, percent-decoded: a `/` at the end and what follows a `;` belong
    /// to it. None if the path is another one.
    public static Optional<String> of(RoutingContext request) {
        return below(TOPICS, request);
    }

    /// The same below `/presence/`.
    public static Optional<String> ofPresence(RoutingContext request) {
        return below(PRESENCE, request);
    }

    private static Optional<String> below(String folder, RoutingContext request) {
        var path = request.normalizedPath();
        int start = path.indexOf(folder);
        return start < 0
                ? Optional.empty()
                : Optional.of(URIDecoder.decodeURIComponent(path.substring(start + folder.length()), false));
    }
}
