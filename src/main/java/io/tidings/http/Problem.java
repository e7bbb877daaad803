package io.tidings.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.util.Locale;

/// An error as RFC 9457 writes it. The type is a slug, stable for programs; the detail says what to do.
@RegisterForReflection
public record Problem(String type, String title, int status, String detail) {
    /// The media type of a problem.
    public static final String MEDIA_TYPE = "application/problem+json";

    /// The problem that a status stands for, when nothing more is known.
    static Problem of(StatusType status) {
        var title = status.getReasonPhrase();
        var slug = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Problem(slug, title, status.getStatusCode(), advice(status));
    }

    private static String advice(StatusType status) {
        return switch (status.toEnum()) {
            case Status.NOT_FOUND -> "Nothing is served here for this request. Check the path and the Accept header.";
            case Status.METHOD_NOT_ALLOWED -> "Ask with OPTIONS which methods this path has.";
            case Status.NOT_ACCEPTABLE -> "Leave out the Accept header, or ask for a media type that is served here.";
            default -> "The request was not carried out. Correct it before you send it again.";
        };
    }
}
