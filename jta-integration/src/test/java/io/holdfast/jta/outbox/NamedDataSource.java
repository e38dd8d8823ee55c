package io.holdfast.jta.outbox;

import io.holdfast.AccessIntent;
import io.holdfast.TenantDataSource;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A data source of which only name and tenant matter; empty text for no tenant. */
public record NamedDataSource(String name, String id) implements TenantDataSource {

    @Override
    public Optional<TenantId> tenant() {
        return id.isEmpty() ? Optional.empty() : Optional.of(TenantId.of(id));
    }

    @Override
    public Optional<String> schema() {
        return Optional.empty();
    }

    @Override
    public List<String> replicas() {
        return List.of();
    }

    @Override
    public Connection acquire(AccessIntent intent) {
        throw new AssertionError("must not be asked");
    }

    @Override
    public DataSource asDataSource(AccessIntent intent) {
        throw new AssertionError("must not be asked");
    }
}
