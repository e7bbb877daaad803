package io.tidings.replica;

import java.util.List;
import java.util.stream.Stream;

/// Where the replicas meet in Redis. The names begin with the prefix of the log, which keeps them on its node
/// of a cluster.
///
/// - `:replicas`: a sorted set, the replicas and when in milliseconds their leases end, by the clock of
///   Redis.
/// - `:calls:NAME`: a stream, the messages that a replica has not taken yet, for ten seconds. Fields: `k` is
///   the kind, `i` the id of the call, `f` the sender, `b` the body.
record Keys(String prefix) {
    String leases() {
        return prefix + ":replicas";
    }

    String inbox(ReplicaName replica) {
        return prefix + ":calls:" + replica;
    }

    /// What the script `exchange` takes.
    List<String> exchange(List<Message> messages) {
        return Stream.concat(Stream.of(leases()), messages.stream().map(message -> inbox(message.peer())))
                .toList();
    }
}
