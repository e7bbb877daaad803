package io.tidings.replica;

/// No replica of this name lives.
public final class UnknownReplicaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownReplicaException(ReplicaName replica) {
        super("there is no replica " + replica + ", or it is gone");
    }
}
