package io.tidings.control;

import io.tidings.replica.ReplicaName;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names an open stream: the replica that serves it, and 128 bits of chance. A client that knows it may change a
/// stream that has no subject, so it cannot be guessed.
public record StreamId(ReplicaName replica, String chance) {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})([0-9a-f]{32})");

    /// A new one of a stream of this replica.
    static StreamId of(ReplicaName replica, SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new StreamId(replica, HexFormat.of().formatHex(bytes));
    }

    /// Nothing if it does not have the form of one.
    static Optional<StreamId> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new StreamId(new ReplicaName(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return replica.text() + chance;
    }
}
