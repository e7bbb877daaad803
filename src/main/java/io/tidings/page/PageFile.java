package io.tidings.page;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of the page, its media type, and the tag by which a browser asks whether it has changed.
final class PageFile {
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml");
    private static final int TAG_BYTES = 8;

    private final byte[] bytes;
    private final String contentType;
    private final String entityTag;

    private PageFile(byte[] bytes, String contentType) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.entityTag = tag(bytes);
    }

    /// Empty if files with such a name are not served.
    static Optional<PageFile> of(String name, byte[] bytes) {
        return Optional.ofNullable(CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .map(type -> new PageFile(bytes, type));
    }

    /// Not a copy.
    byte[] bytes() {
        return bytes;
    }

    String contentType() {
        return contentType;
    }

    String entityTag() {
        return entityTag;
    }

    /// True if the header `If-None-Match` lists the tag of this file, be it as a weak one (RFC 9110, 13.1.2).
    boolean isKnownBy(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(entityTag));
    }

    private static String tag(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
