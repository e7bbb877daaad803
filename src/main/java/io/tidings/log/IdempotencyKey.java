package io.tidings.log;

import io.tidings.event.Draft;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A publisher's name for a batch, and a digest of what the batch holds: the same name with other content is a mistake.
public record IdempotencyKey(String name, String digest) {
    /// Half of SHA-256. A publisher that found two batches with one digest would gain nothing.
    private static final int DIGEST_BYTES = 16;

    static IdempotencyKey of(String name, List<Draft> drafts) {
        return new IdempotencyKey(name, digest(drafts));
    }

    private static String digest(List<Draft> drafts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha))) {
                for (var draft : drafts) {
                    write(draft, out);
                }
            }
            var half = Arrays.copyOf(sha.digest(), DIGEST_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Every field with its length, so that no two batches are written alike.
    private static void write(Draft draft, DataOutputStream out) throws IOException {
        out.writeInt(draft.topics().size());
        for (var topic : draft.topics()) {
            out.writeUTF(topic.name());
        }
        out.writeUTF(draft.type().map(Object::toString).orElse(""));
        out.writeLong(draft.retry().orElse(-1));
        out.writeUTF(draft.visibility().name());
        out.writeInt(draft.data().length());
        out.write(draft.data().bytes());
    }
}
