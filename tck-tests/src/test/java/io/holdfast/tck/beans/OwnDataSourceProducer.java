package io.holdfast.tck.beans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** The application's own data source. */
@ApplicationScoped
public class OwnDataSourceProducer {

    @Produces
    @ApplicationScoped
    DataSource own() {
        return new OwnDataSource();
    }
}
