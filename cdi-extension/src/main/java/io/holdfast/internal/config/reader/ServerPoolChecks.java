package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.spi.TenantSource.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks who may share a data source of the server: there is no hook when its connections are returned. */
final class ServerPoolChecks {

    private final ConfigValues values;

    ServerPoolChecks(ConfigValues values) {
        this.values = values;
    }

    void check(DataSourceConfig dataSource, Dialect dialect, DataSourceDraft draft, List<Tenant> tenants) {
        Optional<Setting> server =
                draft.nodes().stream().flatMap(node -> node.jndi().stream()).findFirst();
        boolean marked = !dataSource.sessionVariables().isEmpty()
                || tenants.stream()
                        .anyMatch(tenant -> tenant.schema().isPresent()
                                || !tenant.sessionVariables().isEmpty());
        if (server.isEmpty() || !marked) {
            return;
        }
        SessionTarget sample = new SessionTarget("tenant", Map.of(), false);
        if (dialect.transactionPlan(sample).isEmpty()) {
            values.problem(ConfigProblem.of(
                    server.get().key(),
                    server.get().value(),
                    "cannot carry the schema or session variables of a tenant: in " + dialect.name()
                            + " they would outlive the transaction and the next user of the server's pool would have them."
                            + " Use 'url' here, or a data source for each tenant"));
        } else if (!draft.jndiExclusive()) {
            values.problem(
                    ConfigProblem.of(
                            draft.prefix() + ConfigKeys.JNDI_EXCLUSIVE.name(),
                            "is not true, and data source '" + dataSource.name()
                                    + "' gives connections of the server the schema or session variables of tenants: whoever else"
                                    + " uses " + server.get().value()
                                    + " in the same transaction gets the same connection, and would work in one tenant's data."
                                    + " Set it to true if nobody else uses it, or use 'url', or a data source for each tenant"));
        }
    }
}
