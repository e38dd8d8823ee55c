package io.holdfast.cdi;

import io.holdfast.ReadOnly;
import io.holdfast.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import javax.sql.DataSource;

/** Reads, unless a method says something else. */
@ReadOnly
@ApplicationScoped
class Reports {

    @Inject
    DataSource dataSource;

    Route read() {
        return HoldfastExtensionTest.route(dataSource);
    }

    @Transactional
    Route transactional() {
        return HoldfastExtensionTest.route(dataSource);
    }

    @Transactional
    @ReadOnly
    Route both() {
        return HoldfastExtensionTest.route(dataSource);
    }
}
