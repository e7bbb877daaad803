package io.tidings.log.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/// A database whose writer does something before each commit, or fails in place of it.
abstract class CommitHook extends Database {
    CommitHook(SqliteOptions options) {
        super(options);
    }

    /// On the writer's thread. Throws what the commit is to fail with.
    abstract void beforeCommit() throws SQLException;

    @Override
    final Connection openWriter() throws SQLException {
        var connection = super.openWriter();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        beforeCommit();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
