package io.tidings.log.redis;

import io.tidings.log.Revocation;
import io.tidings.log.Revocations;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Revocations beside the log in Redis, for all replicas.
final class RedisRevocations implements Revocations {
    private static final String KEPT_ONE = "1";

    private final RedisScripts scripts;

    RedisRevocations(RedisScripts scripts) {
        this.scripts = scripts;
    }

    /// The member of the sorted set. The name of an issuer has no line break.
    private static String subject(Revocation revocation) {
        return revocation.issuer().orElse("") + "\n" + revocation.name();
    }

    private static Revocation revocation(String subject, long before) {
        int end = subject.indexOf('\n');
        return new Revocation(
                Optional.of(subject.substring(0, end)).filter(issuer -> !issuer.isEmpty()),
                subject.substring(end + 1),
                Instant.ofEpochMilli(before));
    }

    @Override
    public void revoke(Revocation revocation) {
        var reply = scripts.run(scripts.call(LogScripts.REVOKE, keys())
                .with(KEPT.toMillis())
                .with(subject(revocation))
                .with(revocation.before().toEpochMilli())
                .with(MOST));
        if (!reply.toString().equals(KEPT_ONE)) {
            throw Revocations.tooMany();
        }
    }

    @Override
    public List<Revocation> all() {
        var reply = scripts.run(scripts.call(LogScripts.REVOCATIONS, keys()).with(KEPT.toMillis()));
        return Stream.iterate(0, i -> i < reply.size(), i -> i + 2)
                .map(i -> revocation(reply, i))
                .toList();
    }

    private static Revocation revocation(Response reply, int at) {
        return revocation(reply.get(at).toString(), Numbers.of(reply.get(at + 1)));
    }

    private List<String> keys() {
        return List.of(scripts.keys().revocations());
    }

    @Override
    public boolean isShared() {
        return true;
    }
}
