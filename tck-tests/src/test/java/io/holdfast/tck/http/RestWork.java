package io.holdfast.tck.http;

import io.holdfast.DataSourceRegistry;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Work;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A resource of Jakarta REST whose data errors nobody catches. */
@Path("failing")
@RequestScoped
public class RestWork {

    @Inject
    DataSourceRegistry registry;

    @Inject
    DataSource dataSource;

    @Inject
    Work work;

    @GET
    @Path("unknown-tenant")
    public String unknownTenant() {
        return registry.forTenant("nobody").name();
    }

    @GET
    @Path("duplicate")
    public String duplicate() throws SQLException {
        throw new DataSQLException(
                "HOLDF00000: made up, with jdbc: in it",
                DataErrors.classify(new SQLException("made up", "23505"), null, FailedCall.STATEMENT_IN_TRANSACTION));
    }

    @GET
    @Path("overloaded")
    public String overloaded() {
        SQLException failure = new SQLException("jdbc: too many of them", "53300");
        throw DataErrors.translate(failure, null, FailedCall.ACQUIRE);
    }

    @GET
    @Path("commit")
    public String commit() throws Exception {
        return work.required(() -> {
            Entries.insertDuplicateThatTheCommitFinds(dataSource);
            return "not committed yet";
        });
    }
}
