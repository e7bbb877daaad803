package io.tidings.page;

import io.quarkus.runtime.LaunchMode;
import io.tidings.memory.ClientShares;
import io.tidings.server.HeldAnswer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/// Answers with the page and its files, from memory. The handler of Vert.x copies each file to a directory that it
/// deletes at SIGTERM, while everything has to work for `tidings.drain.delay`, and keeps a file descriptor for each
/// client that does not read. In dev mode that handler serves them all the same, so that an edit shows after a reload.
class PageRoute {
    private static final List<String> PATHS = List.of("/", "/index.html", "/page/*");
    private static final Pattern FILE = Pattern.compile("/(?:[a-z-]++/)*+[a-z-]++\\.[a-z]++");

    /// A browser asks each time whether a file has changed, since its name has no version.
    private static final String CACHING = "no-cache";

    private final ClientShares shares;
    private final ConcurrentMap<String, PageFile> files = new ConcurrentHashMap<>();

    PageRoute(ClientShares shares) {
        this.shares = shares;
    }

    void route(@Observes Router router) {
        if (LaunchMode.current().isDev()) {
            return;
        }
        PATHS.forEach(path -> router.get(path).method(HttpMethod.HEAD).handler(this::answer));
    }

    private void answer(RoutingContext request) {
        file(request.normalizedPath()).ifPresentOrElse(file -> answer(request, file), request::next);
    }

    private void answer(RoutingContext request, PageFile file) {
        var response = request.response()
                .putHeader(HttpHeaders.ETAG, file.entityTag())
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHING);
        if (file.isKnownBy(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(StatusCode.NOT_MODIFIED).end();
        } else {
            HeldAnswer.send(request, shares, file.contentType(), file.bytes());
        }
    }

    private Optional<PageFile> file(String path) {
        var name = path.equals("/") ? "/index.html" : path;
        var known = files.get(name);
        if (known != null || !FILE.matcher(name).matches()) {
            return Optional.ofNullable(known);
        }
        var read = read(name);
        read.ifPresent(file -> files.put(name, file));
        return read;
    }

    private static Optional<PageFile> read(String name) {
        var resource = "META-INF/resources" + name;
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return file == null ? Optional.empty() : PageFile.of(name, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
