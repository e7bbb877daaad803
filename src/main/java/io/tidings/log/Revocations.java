package io.tidings.log;

import java.time.Duration;
import java.util.List;

/// Whose tokens are refused although they have not expired. Each revocation is kept for a while, since tokens
/// that live longer than that are rare. The log keeps them because all replicas share it, and it is there
/// after a restart. A method blocks, and may throw [LogUnavailableException].
public interface Revocations {
    /// For how long a revocation holds, from its instant on.
    Duration KEPT = Duration.ofHours(24);

    /// How many are kept at once.
    int MOST = 10_000;

    /// Returns once it would survive a crash as the engine promises. If there is one of the same subject
    /// already, the later instant holds. Throws [LogUnavailableException] if there are too many.
    void revoke(Revocation revocation);

    /// Those that hold now, in any order.
    List<Revocation> all();

    /// True if other processes may revoke, too.
    boolean isShared();

    /// The refusal of one more than are kept.
    static LogUnavailableException tooMany() {
        return LogUnavailableException.told("no more than " + MOST + " subjects can be revoked within " + KEPT.toHours()
                + " hours: remove the key of their issuer instead");
    }
}
