package io.tidings.request;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/// Content negotiation (RFC 9110, 12.5.1): media types are compared in any case, and a weight of 0 excludes a
/// type.
public final class Accept {
    private static final String ANY = "*";

    private Accept() {}

    /// The media type that the client prefers, of those that are served; without an `Accept` header, the
    /// first one. Empty if it accepts none of them.
    public static Optional<String> preferred(RoutingContext request, List<String> served) {
        var accepted = accepted(request);
        if (accepted.isEmpty()) {
            return Optional.of(served.getFirst());
        }
        var allowed = served.stream()
                .filter(type -> accepted.stream().noneMatch(range -> range.weight() == 0 && names(range, type)))
                .toList();
        return accepted.stream()
                .filter(range -> range.weight() > 0)
                .flatMap(range -> allowed.stream().filter(type -> covers(range, type)))
                .findFirst();
    }

    /// Whether the client names the media type, and does not exclude it.
    public static boolean names(RoutingContext request, String type) {
        return accepted(request).stream().anyMatch(range -> range.weight() > 0 && names(range, type));
    }

    /// Whether the client accepts this media type alone.
    public static boolean isOnly(RoutingContext request, String type) {
        var wanted =
                accepted(request).stream().filter(range -> range.weight() > 0).toList();
        return !wanted.isEmpty() && wanted.stream().allMatch(range -> names(range, type));
    }

    /// By weight, the greatest first.
    private static List<MIMEHeader> accepted(RoutingContext request) {
        return request.parsedHeaders().accept();
    }

    private static boolean names(MIMEHeader range, String type) {
        return (range.component() + "/" + range.subComponent()).equalsIgnoreCase(type);
    }

    private static boolean covers(MIMEHeader range, String type) {
        int slash = type.indexOf('/');
        return matches(range.component(), type.substring(0, slash))
                && matches(range.subComponent(), type.substring(slash + 1));
    }

    private static boolean matches(String accepted, String part) {
        return accepted.equals(ANY) || accepted.equalsIgnoreCase(part);
    }
}
