package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// The tables, and their version in `PRAGMA user_version`. Ids of events are [PackedId]s.
///
/// - `event`: what was kept. `topics` are the names, canonical first, a line each; `kept_by` is how many of them
///   still keep it; `private` is 1 if it is; `trace` is the span in which it was published, if it was traced.
/// - `posting`: which topic keeps which event, and `private` as in the event. Readers page through it by topic and id.
/// - `topic`: `dropped` is the newest event that it no longer keeps.
/// - `batch`: the ids of the batches of the last minutes by their idempotency keys, `kept_at` in milliseconds, and the
///   digest of what they hold, which those of version 1 do not have.
/// - `revocation`: the revoked subjects, with the milliseconds before which their tokens were issued. The issuer is
///   empty if all subjects of the name are revoked.
/// - `probe`: empty; what is written there to see whether the file takes anything is deleted at once.
/// - `horizon`: one row with the id up to which the log as a whole vouches for nothing.
///
/// The file does not shrink: pages that were freed are written again. `VACUUM` shrinks it while no hub runs.
final class Schema {
    static final int VERSION = 4;

    private static final String REVOCATION = """
            create table revocation (
                issuer text not null,
                name text not null,
                issued_before integer not null,
                primary key (issuer, name)) without rowid""";

    private static final List<String> TABLES = List.of(
            """
            create table event (
                id integer primary key,
                topics text not null,
                type text,
                retry integer,
                data blob not null,
                kept_by integer not null,
                private integer not null default 0,
                trace text)""",
            """
            create table posting (
                topic integer not null,
                id integer not null,
                private integer not null default 0,
                primary key (topic, id)) without rowid""",
            """
            create table topic (
                id integer primary key,
                name text not null unique,
                dropped integer not null)""",
            """
            create table batch (
                key text primary key,
                first integer not null,
                count integer not null,
                kept_at integer not null,
                digest text) without rowid""",
            "create index batch_by_age on batch (kept_at, first)",
            "create table horizon (id integer not null)",
            "create table probe (data blob not null)",
            REVOCATION);

    /// What brings a file of version 1 up to version 2, that of version 2 to 3, and so on.
    private static final List<List<String>> CHANGES = List.of(
            List.of(
                    "alter table event add column private integer not null default 0",
                    "alter table posting add column private integer not null default 0",
                    "alter table batch add column digest text"),
            List.of("alter table event add column trace text"),
            List.of(REVOCATION));

    private Schema() {}

    /// Makes the tables in an empty file, whose log begins after the given id, or brings those of an older version up
    /// to this one.
    static void prepare(Connection connection, long birth) throws SQLException {
        int version = number(connection, "pragma user_version");
        if (version > VERSION) {
            throw new LogUnavailableException(
                    "the file was written by a newer Tidings (schema " + version + "): use that one");
        }
        if (version == VERSION) {
            return;
        }
        if (version > 0) {
            change(
                    connection,
                    CHANGES.stream().skip(version - 1).flatMap(List::stream).toList());
            return;
        }
        if (number(connection, "select count(*) from sqlite_schema") > 0) {
            throw new LogUnavailableException(
                    "the file belongs to another program: choose another" + " (tidings.log.sqlite.path)");
        }
        change(
                connection,
                Stream.concat(TABLES.stream(), Stream.of("insert into horizon values (" + birth + ")"))
                        .toList());
    }

    private static void change(Connection connection, List<String> changes) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var change : changes) {
                statement.executeUpdate(change);
            }
            statement.executeUpdate("pragma user_version = " + VERSION);
        }
        connection.commit();
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
