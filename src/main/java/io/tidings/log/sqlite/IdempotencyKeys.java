package io.tidings.log.sqlite;

import io.tidings.log.IdRange;
import io.tidings.log.IdempotencyKey;
import io.tidings.log.KeptBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/// The batches of the last minutes by their idempotency keys. It counts along, because SQLite would walk through them
/// all for each batch. For the writer's thread; of no use after a transaction that was not committed.
final class IdempotencyKeys {
    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement deleteOld;
    private final PreparedStatement deleteOldest;
    private int count;

    IdempotencyKeys(Connection connection) throws SQLException {
        find = connection.prepareStatement("select first, count, digest from batch where key = ? and kept_at > ?");
        insert = connection.prepareStatement(
                "insert into batch (key, first, count, kept_at, digest) values (?, ?, ?, ?, ?)");
        delete = connection.prepareStatement("delete from batch where key = ?");
        deleteOld = connection.prepareStatement(
                "delete from batch where key in (select key from batch where kept_at <= ? order by kept_at limit ?)");
        deleteOldest = connection.prepareStatement(
                "delete from batch where key in (select key from batch order by kept_at, first limit ?)");
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from batch")) {
            count = row.getInt(1);
        }
    }

    Optional<KeptBatch> find(IdempotencyKey key, long keptAfterMillis) throws SQLException {
        find.setString(1, key.name());
        find.setLong(2, keptAfterMillis);
        try (var row = find.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            var ids = new IdRange(PackedId.unpack(row.getLong(1)), row.getInt(2));
            return Optional.of(new KeptBatch(ids, Objects.requireNonNullElse(row.getString(3), "")));
        }
    }

    /// Adds a key that was not found, or is too old to count. If there are more than the maximum, the oldest go.
    void add(IdempotencyKey key, IdRange ids, long nowMillis, int most) throws SQLException {
        delete.setString(1, key.name());
        count -= delete.executeUpdate();
        insert.setString(1, key.name());
        insert.setLong(2, PackedId.of(ids.first()));
        insert.setInt(3, ids.count());
        insert.setLong(4, nowMillis);
        insert.setString(5, key.digest());
        count += insert.executeUpdate();
        if (count > most) {
            deleteOldest.setInt(1, count - most);
            count -= deleteOldest.executeUpdate();
        }
    }

    /// Forgets keys that were added by the given time, at most the given number. Returns how many it forgot.
    int forget(long untilMillis, int most) throws SQLException {
        deleteOld.setLong(1, untilMillis);
        deleteOld.setInt(2, most);
        int forgotten = deleteOld.executeUpdate();
        count -= forgotten;
        return forgotten;
    }
}
