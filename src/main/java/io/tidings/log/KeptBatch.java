package io.tidings.log;

/// What an engine remembers of a batch under its idempotency key. The digest is empty if the key was kept by a version
/// that did not have it.
public record KeptBatch(IdRange ids, String digest) {
    /// Whether it holds what the key now stands for.
    public boolean isOf(IdempotencyKey key) {
        return digest.isEmpty() || digest.equals(key.digest());
    }
}
