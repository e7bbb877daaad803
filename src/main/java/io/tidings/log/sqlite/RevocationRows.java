package io.tidings.log.sqlite;

import io.tidings.log.Revocation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The table of revocations. For the writer's thread.
final class RevocationRows {
    /// The issuer of a revocation that has none. No issuer is called so.
    private static final String NONE = "";

    private final PreparedStatement find;
    private final PreparedStatement count;
    private final PreparedStatement insert;
    private final PreparedStatement after;
    private final PreparedStatement delete;

    RevocationRows(Connection connection) throws SQLException {
        find = connection.prepareStatement("select 1 from revocation where issuer = ? and name = ?");
        count = connection.prepareStatement("select count(*) from revocation");
        insert = connection.prepareStatement("insert into revocation (issuer, name, issued_before) values (?, ?, ?)"
                + " on conflict do update set issued_before = max(issued_before, excluded.issued_before)");
        after = connection.prepareStatement(
                "select issuer, name, issued_before from revocation where issued_before > ?");
        delete = connection.prepareStatement("delete from revocation where issued_before <= ?");
    }

    /// False, and nothing is added, if there is no room for it.
    boolean add(Revocation revocation, int most) throws SQLException {
        var issuer = revocation.issuer().orElse(NONE);
        if (!has(issuer, revocation.name()) && count() >= most) {
            return false;
        }
        insert.setString(1, issuer);
        insert.setString(2, revocation.name());
        insert.setLong(3, revocation.before().toEpochMilli());
        insert.executeUpdate();
        return true;
    }

    private boolean has(String issuer, String name) throws SQLException {
        find.setString(1, issuer);
        find.setString(2, name);
        try (var row = find.executeQuery()) {
            return row.next();
        }
    }

    private int count() throws SQLException {
        try (var row = count.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    List<Revocation> after(long millis) throws SQLException {
        after.setLong(1, millis);
        var found = new ArrayList<Revocation>();
        try (var row = after.executeQuery()) {
            while (row.next()) {
                found.add(new Revocation(
                        Optional.of(row.getString(1)).filter(issuer -> !issuer.equals(NONE)),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3))));
            }
        }
        return found;
    }

    /// Those of this time and before.
    void forget(long millis) throws SQLException {
        delete.setLong(1, millis);
        delete.executeUpdate();
    }
}
