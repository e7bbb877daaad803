package io.tidings.replica;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Names one process among those that share a log, by 64 bits of chance: a process that is started again is another
/// replica.
public record ReplicaName(String text) {
    private static final int BYTES = 8;

    /// A name that no other process has.
    public static ReplicaName random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ReplicaName(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return text;
    }
}
