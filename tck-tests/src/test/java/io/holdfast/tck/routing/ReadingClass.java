package io.holdfast.tck.routing;

import io.holdfast.ReadOnly;
import io.holdfast.tck.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import javax.sql.DataSource;

/** Reads, but for the method that says otherwise. */
@ApplicationScoped
@ReadOnly
public class ReadingClass {

    @Inject
    DataSource dataSource;

    public Place read() {
        return Place.of(dataSource);
    }

    @Transactional
    public Place write() {
        return Place.of(dataSource);
    }

    /** A call of the object to itself, which no interceptor sees. */
    public Place writeByItself() {
        return write();
    }
}
