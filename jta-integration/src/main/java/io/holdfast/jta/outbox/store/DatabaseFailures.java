package io.holdfast.jta.outbox.store;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.outbox.spi.OutboxStore.SchemaState;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is wrong with a database as an outbox: messages HOLDF00640, HOLDF00641 and HOLDF00660. */
final class DatabaseFailures {

    private DatabaseFailures() {}

    static SQLException wrongSchema(String dataSource, String location, SchemaState state, Schema schema) {
        String remedy = switch (state) {
            case NEWER -> "They belong to a newer version that this one cannot work with. Update Holdfast here.";
            case MISSING, OLDER ->
                schema == Schema.EXTERNAL
                        ? "Run the files in META-INF/holdfast/outbox of holdfast.jar, or set"
                                + " 'holdfast.outbox.schema=managed'."
                        : "They were created and are gone again. Look for who drops them.";
            case CURRENT -> "";
        };
        return failure(
                "HOLDF00640: The outbox tables of data source '" + dataSource + "' (" + location + ") are "
                        + state.name().toLowerCase(Locale.ROOT) + ". " + remedy,
                dataSource);
    }

    static SQLException unknownDialect(String dataSource, String dialect) {
        return failure(
                "HOLDF00641: Data source '" + dataSource + "' is a database of kind '" + dialect
                        + "', for which there is no outbox. Use PostgreSQL, MySQL, MariaDB or H2, or add an"
                        + " OutboxStore.Factory.",
                dataSource);
    }

    static String shared(String tenant, List<String> dataSources) {
        return "HOLDF00660: Data sources "
                + dataSources.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                + " of " + (tenant.isEmpty() ? "no tenant" : "tenant '" + tenant + "'")
                + " are in one database. It has one outbox, whose events would be delivered for the first of them, whichever"
                + " wrote them. Have one data source per tenant and database: join them, move all but one into databases of"
                + " their own, or set 'holdfast.outbox.enabled=false'.";
    }

    private static SQLException failure(String message, String dataSource) {
        return new DataSQLException(
                message,
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.UNKNOWN).at(null, dataSource, null),
                null);
    }
}
