package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import jakarta.transaction.RollbackException;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** What a tenant's session holds never reaches another user of the server's pool. */
class ServerSessionIT extends ServerDataSourceTestBase {

    @Test
    @Requirement(id = "DESIGN-6-JNDI", promise = "A tenant's schema never reaches another user of the server's pool")
    void tenantsSchemaEndsWithTheTransaction() throws Exception {
        boot(tenants());
        String before = ask(orders, WHERE);

        for (boolean commit : new boolean[] {true, false}) {
            transaction().begin();
            insert(tenant("acme"), "jndi-tenant-" + commit);
            assertThat(ask(tenant("acme"), WHERE)).isEqualTo("acme");
            if (commit) {
                transaction().commit();
            } else {
                transaction().rollback();
            }
            assertThat(ask(orders, WHERE)).isEqualTo(before);
        }

        assertThat(stored(Trio.DATABASE, "acme", "jndi-tenant-true")).isOne();
        assertThat(stored(Trio.DATABASE, "acme", "jndi-tenant-false")).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-6-JNDI", promise = "A session goes back clean, whatever the tenant did to it")
    void sessionGoesBackCleanOutsideATransaction() throws Exception {
        boot(tenants());
        String before = ask(orders, WHERE);
        String pid = ask(orders, "SELECT pg_backend_pid()");

        try (Connection connection = tenant("acme").getConnection()) {
            assertThat(ask(connection, WHERE)).isEqualTo("acme");
            ask(connection, "SELECT set_config('app.left', 'acme', false)");
            connection.setAutoCommit(false);
            ask(connection, "SELECT count(*) FROM entry");
        }

        assertThat(ask(orders, "SELECT pg_backend_pid()")).isEqualTo(pid);
        assertThat(ask(orders, WHERE)).isEqualTo(before);
        assertThat(ask(orders, "SELECT current_setting('app.left', true)")).isNullOrEmpty();
        assertThat(ask(tenant("globex"), WHERE)).isEqualTo("globex");
    }

    @Test
    void whatAnotherUserLeftDoesNotReachATenant() throws Exception {
        boot(tenants());
        ask(orders, "SELECT set_config('app.left', 'other', false), set_config('role', 'pg_monitor', false)");
        transaction().begin();
        assertThat(ask(tenant("acme"), "SELECT current_setting('app.left', true) || current_user"))
                .isEqualTo("postgres");
        transaction().commit();
    }

    @Test
    void secondTenantInOneTransactionIsRefused() throws Exception {
        boot(tenants());

        transaction().begin();
        insert(tenant("acme"), "jndi-two");
        assertThatThrownBy(() -> insert(tenant("globex"), "jndi-two")).hasMessageContaining("HOLDF00501");
        assertThatThrownBy(() -> transaction().commit()).isInstanceOf(RollbackException.class);

        assertThat(stored(Trio.DATABASE, "acme", "jndi-two")).isZero();
    }

    @Test
    void settingThatWouldOutliveTheTransactionIsRefused() throws Exception {
        boot(onServer("default", ORDERS));

        transaction().begin();
        try (Connection connection = named("default").getConnection()) {
            ask(connection, "SELECT 1");
            assertThatThrownBy(() -> connection.setSchema("acme")).hasMessageContaining("HOLDF00507");
            assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("HOLDF00507");
            assertThatThrownBy(connection::commit).hasMessageContaining("HOLDF00507");
        }
        transaction().rollback();
    }
}
