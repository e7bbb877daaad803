package io.tidings.log.redis;

import io.tidings.event.Topic;
import java.util.List;
import java.util.stream.Stream;

/// Where the log is in Redis. All names begin with the prefix, `{tidings}` by default.
///
/// - `:events`: the stream. The id of an entry is that of the event. Fields: `n` is its number, by one greater than
///   that of the event before, so that a replica notices a missing event; `t` the topics, canonical first, a line each;
///   `d` the data; `y` the type and `r` the retry, if there is one; `p` if it is private; `s` the span in
///   which it was published, if it was traced.
/// - `:topic:NAME`: a stream of the ids that a topic keeps, without content; those of private events have a field `p`.
/// - `:log`: a hash. `token` names this log, and is another one when it may have lost what was seen of it; `newest` is
///   the greatest id that was given; `horizon` the id up to which the log vouches for nothing; `count` the number of
///   the newest event; `bytes` what the events take, roughly; `changes` counts what topics dropped, and `dropped` the
///   requests to drop a topic. While an append in parts goes on, `unfinished` says whose it is and how far it is;
///   `indexed` is the id up to which the topics know of the events, if that is not the newest.
/// - `:topics`: the topics that keep something, in a sorted set by name.
/// - `:newest`: a hash, the newest id by topic; `:latest` a sorted set, its milliseconds.
/// - `:private`: a hash, by topic that keeps private events how many, and the newest public one or `-`. If that is not
///   the newest of all, `:latest` has its milliseconds as well, for the topic's name behind a tab.
/// - `:dropped`: a hash, the newest id that a topic no longer keeps; `:drops` a sorted set, the number of that change;
///   `:empty` a sorted set of topics that keep nothing, by the milliseconds of the id that they dropped last.
/// - `:due`: a sorted set, when in milliseconds retention has to look at a topic.
/// - `:idempotency`: a hash, by idempotency key the first id, number of events, milliseconds and digest of the batch;
///   `:idempotency-order` a sorted set of the keys, oldest first.
/// - `:tails`: a hash, when a replica was last heard of and up to where it has followed. Retention waits for those.
/// - `:retention`: a hash, when a replica was last heard of and by which rules it drops, so that others are noticed.
/// - `:writer:NAME`: the number of the last group of batches of one replica and what it was answered, for ten minutes.
/// - `:revocations`: a sorted set, the revoked subjects, with the milliseconds before which their tokens were
///   issued; until two days after the last revocation. A subject is an issuer or nothing, and a name, a line each.
///
/// Redis does not take back what a script has written before it fails. So each script tries first what may fail, and
/// entries of `:events` after `newest` count for nothing: they are of an append that is not finished, or never will be.
final class Keys {
    private static final List<String> SHARED = List.of(
            "events",
            "log",
            "topics",
            "newest",
            "latest",
            "dropped",
            "drops",
            "empty",
            "due",
            "idempotency",
            "idempotency-order",
            "tails",
            "retention",
            "private");

    private final String prefix;
    private final List<String> shared;

    Keys(String prefix) {
        this.prefix = prefix;
        this.shared = SHARED.stream().map(this::key).toList();
    }

    /// Those that every script takes, in this order.
    List<String> shared() {
        return shared;
    }

    String events() {
        return shared.getFirst();
    }

    String topics() {
        return key("topics");
    }

    String topic(Topic topic) {
        return key("topic:" + topic.name());
    }

    List<String> topics(Stream<Topic> topics) {
        return topics.map(this::topic).toList();
    }

    String revocations() {
        return key("revocations");
    }

    String writer(String name) {
        return key("writer:" + name);
    }

    private String key(String name) {
        return prefix + ":" + name;
    }
}
