package io.holdfast.tck.routing;

import io.holdfast.ReadOnly;
import io.holdfast.tck.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import javax.sql.DataSource;

/** Writes, but for the method that says otherwise. */
@ApplicationScoped
@Transactional
public class WritingClass {

    @Inject
    DataSource dataSource;

    public Place write() {
        return Place.of(dataSource);
    }

    @ReadOnly
    public Place read() {
        return Place.of(dataSource);
    }
}
