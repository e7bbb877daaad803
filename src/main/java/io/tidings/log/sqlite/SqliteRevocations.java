package io.tidings.log.sqlite;

import io.tidings.log.Revocation;
import io.tidings.log.Revocations;
import java.time.InstantSource;
import java.util.List;

/// Revocations in the file of the log.
final class SqliteRevocations implements Revocations {
    private final Writer writer;
    private final InstantSource clock;

    SqliteRevocations(Writer writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void revoke(Revocation revocation) {
        boolean hasRoom = writer.call(0, transaction -> {
            var rows = transaction.statements().revocations();
            rows.forget(oldest());
            return rows.add(revocation, MOST);
        });
        if (!hasRoom) {
            throw Revocations.tooMany();
        }
    }

    @Override
    public List<Revocation> all() {
        return writer.call(
                0, transaction -> transaction.statements().revocations().after(oldest()));
    }

    private long oldest() {
        return clock.instant().minus(KEPT).toEpochMilli();
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
