package io.holdfast.cdi;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.ReadOnly;
import io.holdfast.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/** Writes, unless a method says that it reads. */
@ApplicationScoped
class Orders {

    @Inject
    DataSource dataSource;

    @Inject
    DataSourceRegistry registry;

    @ReadOnly
    Route find() {
        return HoldfastExtensionTest.route(dataSource);
    }

    @ReadOnly
    void failingWrite() {
        registry.acquire(AccessIntent.WRITE);
    }

    Route place() {
        return HoldfastExtensionTest.route(dataSource);
    }
}
