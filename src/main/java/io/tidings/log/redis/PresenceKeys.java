package io.tidings.log.redis;

import java.util.List;
import java.util.stream.Stream;

/// Where presence is in Redis. All names begin with the prefix of the log. The key of a subject on a topic
/// has the topic, the issuer and the name in lines.
///
/// - `:presence`: a hash. `name` is part of the name of all changes, and another one when presence was
///   emptied; `time` the milliseconds that count, `seen` the clock when that was set; `number` that of the
///   newest change, `telling` that of the last one that is being told.
/// - `:presence-replicas`: a sorted set, by replica the time at which its lease is over.
/// - `:presence-streams`: a hash, by key how many streams all replicas have; `:presence-totals` the same by
///   topic, with streams that have no subject.
/// - `:presence-subjects`: a sorted set by name of the keys of all that have joined and not left;
///   `:presence-since` a hash, the milliseconds at which they have joined.
/// - `:presence-gone`: a sorted set, the time at which the last stream of a key closed.
/// - `:presence-changes`: a list of who joined and left, until the log has it.
/// - `:presence-of:NAME`: a hash, by key how many streams one replica has, and the number of its last report.
final class PresenceKeys {
    private static final List<String> SHARED =
            List.of("", "-replicas", "-streams", "-since", "-subjects", "-totals", "-gone", "-changes");

    private final String prefix;
    private final List<String> shared;

    PresenceKeys(String prefix) {
        this.prefix = prefix + ":presence";
        this.shared = SHARED.stream().map(name -> this.prefix + name).toList();
    }

    /// In the order in which the scripts take them.
    List<String> shared() {
        return shared;
    }

    /// The same, and what a replica has reported.
    List<String> with(String replica) {
        return Stream.concat(shared.stream(), Stream.of(prefix + "-of:" + replica))
                .toList();
    }
}
