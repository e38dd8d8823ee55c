package io.holdfast.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.internal.config.reader.ConfigReader;
import io.holdfast.internal.facade.Library.Seen;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.spi.TransactionBridge;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every library must get over the routed data source, on a primary with two standbys. Each node's pool has one connection:
 * a library that loses one, or needs two at once, fails.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class LibraryContract {

    static final Map<String, String> TENANTS = Map.of(
            "holdfast.tenants", "acme,globex",
            "holdfast.tenant.acme.datasource", "default",
            "holdfast.tenant.acme.schema", "acme",
            "holdfast.tenant.globex.datasource", "default",
            "holdfast.tenant.globex.schema", "globex",
            "holdfast.tenancy.absent", "reject");

    private static final String TABLE = "note(id int primary key, body text)";

    final PostgresCluster cluster = PostgresCluster.shared();
    final String database = "facade_" + getClass().getSimpleName().toLowerCase(Locale.ROOT);
    Traffic traffic = new Traffic();
    private final List<AutoCloseable> open = new ArrayList<>();

    abstract Library boot(DataSource dataSource);

    @BeforeAll
    void createTables() throws SQLException {
        cluster.createDatabase(database);
        cluster.primary()
                .execute(
                        database,
                        "create table " + TABLE + "; create schema acme; create table acme." + TABLE
                                + "; create schema globex; create table globex." + TABLE);
        cluster.awaitCaughtUp();
    }

    @AfterEach
    void everyConnectionCameBack() throws Exception {
        int inUse = traffic.inUse();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        open.clear();

        assertThat(inUse).isZero();
        assertThat(traffic.inUse()).isZero();
        traffic = new Traffic();
    }

    @Test
    void writesOnThePrimary() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());
        Library writes = booted(runtime, false);

        boolean onStandby = inUnit(runtime, () -> writes.write(10, "written"));

        assertThat(onStandby).isFalse();
        assertThat(stored(10)).isEqualTo("written");
    }

    @Test
    void readsOnAStandbyInAFreshUnit() {
        HoldfastRuntime runtime = runtime(Map.of());
        Library writes = booted(runtime, false);
        Library reads = booted(runtime, true);
        inUnit(runtime, () -> writes.write(20, "replayed"));
        cluster.awaitCaughtUp();

        Seen seen = inUnit(runtime, () -> reads.read(20));

        assertThat(seen).isEqualTo(new Seen(true, "replayed"));
    }

    @Test
    void seesItsOwnWriteWhereNoStandbyHasIt() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());
        Library writes = booted(runtime, false);
        Library reads = booted(runtime, true);
        List<Seen> seen = new ArrayList<>();

        whileReplayIsPaused(() -> {
            inUnit(runtime, () -> {
                seen.add(reads.read(30));
                writes.write(30, "mine");
                return seen.add(reads.read(30));
            });
            seen.add(inUnit(runtime, () -> reads.read(30)));
        });

        assertThat(seen).containsExactly(new Seen(true, null), new Seen(false, "mine"), new Seen(true, null));
    }

    @Test
    void isRefusedAWriteOnAStandbyAndGoesOn() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());
        Library reads = booted(runtime, true);

        Throwable refused = inUnit(runtime, () -> catchThrowable(() -> reads.write(40, "refused")));

        assertThat(DataErrors.classify(refused).kind()).isEqualTo(DataErrorKind.READ_ONLY);
        assertThat(stored(40)).isNull();
        assertThat(inUnit(runtime, () -> reads.read(40))).isEqualTo(new Seen(true, null));
    }

    @Test
    void isRefusedAWriteOnAReadRouteToThePrimaryAndGoesOn() throws SQLException {
        HoldfastRuntime runtime = runtime(Map.of());
        Library writes = booted(runtime, false);
        Library reads = booted(runtime, true);

        Throwable refused = inUnit(runtime, () -> {
            writes.write(50, "before");
            Throwable thrown = catchThrowable(() -> reads.write(51, "refused"));
            writes.write(52, "after");
            return thrown;
        });

        assertThat(DataErrors.classify(refused).kind()).isEqualTo(DataErrorKind.READ_ONLY);
        assertThat(stored(51)).isNull();
        assertThat(stored(52)).isEqualTo("after");
    }

    @Test
    void doesNotPinAUnitByBootingInIt() {
        HoldfastRuntime runtime = runtime(Map.of());

        Seen seen = inUnit(runtime, () -> {
            booted(runtime, false);
            return booted(runtime, true).read(60);
        });

        assertThat(seen.standby()).isTrue();
    }

    @Test
    void bootsWithoutATenantAndServesEachItsOwnRows() throws SQLException {
        HoldfastRuntime runtime = runtime(TENANTS);
        Library writes = booted(runtime, false);
        Library reads = booted(runtime, true);
        assertThat(traffic.taken()).isZero();

        for (String tenant : List.of("acme", "globex")) {
            inScope(runtime.begin(tenant), () -> writes.write(70, "of " + tenant));
        }
        cluster.awaitCaughtUp();

        for (String tenant : List.of("acme", "globex")) {
            assertThat(inScope(runtime.begin(tenant), () -> reads.read(70))).isEqualTo(new Seen(true, "of " + tenant));
        }
        assertThat(stored(70)).isNull();
    }

    final HoldfastRuntime runtime(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("holdfast.datasource.default.primary.url", cluster.primary().jdbcUrl(database));
        config.put("holdfast.datasource.default.username", "postgres");
        config.put("holdfast.pool.max-size", "1");
        config.put("holdfast.pool.acquisition-timeout", "3s");
        for (PostgresNode standby : cluster.standbys()) {
            config.put("holdfast.datasource.default.replica." + standby.name() + ".url", standby.jdbcUrl(database));
        }
        ConfigReader.Result result = ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(config, "test", 100))
                        .build(),
                null);
        assertThat(result.problems()).isEmpty();
        HoldfastRuntime runtime =
                new HoldfastRuntime(result.config().orElseThrow(), () -> null, TransactionBridge.none());
        open.add(runtime);
        runtime.register(traffic);
        return runtime;
    }

    final Library booted(HoldfastRuntime runtime, boolean reading) {
        return opened(boot(runtime.dataSource(reading)));
    }

    final <T extends Library> T opened(T library) {
        open.add(library);
        return library;
    }

    static <T> T inUnit(HoldfastRuntime runtime, Supplier<T> work) {
        return inScope(runtime.begin(), work);
    }

    private static <T> T inScope(WorkScope scope, Supplier<T> work) {
        try (scope) {
            return work.get();
        }
    }

    final String stored(int id) throws SQLException {
        return cluster.primary().query(database, "select body from public.note where id = " + id);
    }

    final void whileReplayIsPaused(Runnable work) throws SQLException {
        cluster.awaitCaughtUp();
        try {
            for (PostgresNode standby : cluster.standbys()) {
                standby.pauseReplay();
            }
            work.run();
        } finally {
            for (PostgresNode standby : cluster.standbys()) {
                standby.resumeReplay();
            }
        }
    }
}
