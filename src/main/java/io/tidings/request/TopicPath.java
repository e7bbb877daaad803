package io.tidings.request;

import io.vertx.core.net.impl.URIDecoder;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// What a path names below `/topics/`.
public final class TopicPath {
    private static final String TOPICS = "/topics/";

    private TopicPath() {}

    /// The rest of the path, percent-decoded: a `/` at the end and what follows a `;` belong to it. None if
    /// the path is another one.
    public static Optional<String> of(RoutingContext request) {
        var path = request.normalizedPath();
        int start = path.indexOf(TOPICS);
        return start < 0
                ? Optional.empty()
                : Optional.of(URIDecoder.decodeURIComponent(path.substring(start + TOPICS.length()), false));
    }
}
