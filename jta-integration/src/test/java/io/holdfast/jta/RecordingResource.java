package io.holdfast.jta;

import io.holdfast.spi.ManagedTransaction.LocalResource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local transaction that remembers its calls and fails on demand. */
final class RecordingResource implements LocalResource {
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final String name;
    private Exception commitFailure;
    private SQLException rollbackFailure;

    RecordingResource(String name) {
        this.name = name;
    }

    RecordingResource failingCommit(Exception failure) {
        commitFailure = failure;
        return this;
    }

    RecordingResource failingRollback(SQLException failure) {
        rollbackFailure = failure;
        return this;
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public void commit() throws SQLException {
        calls.add("commit");
        if (commitFailure instanceof RuntimeException failure) {
            throw failure;
        }
        if (commitFailure != null) {
            throw (SQLException) commitFailure;
        }
    }

    @Override
    public void rollback() throws SQLException {
        calls.add("rollback");
        if (rollbackFailure != null) {
            throw rollbackFailure;
        }
    }
}
