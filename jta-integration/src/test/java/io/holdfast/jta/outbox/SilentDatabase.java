package io.holdfast.jta.outbox;

import io.holdfast.TenantDataSource;
import io.holdfast.spi.Databases.Database;
import io.holdfast.spi.Databases.Work;
import java.sql.SQLException;
import java.util.List;

/** A database that never answers, and tells who asks it. */
public record SilentDatabase(String name, List<TenantDataSource> dataSources, Runnable whenAsked) implements Database {

    @Override
    public String dialect() {
        return "none";
    }

    @Override
    public Object server() {
        return "server";
    }

    @Override
    public <T> T call(Work<T> work) throws SQLException {
        whenAsked.run();
        throw new SQLException("no connection");
    }
}
