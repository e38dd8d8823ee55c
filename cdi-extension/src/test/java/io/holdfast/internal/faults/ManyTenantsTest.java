package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand tenants with databases of their own cost memory, and nothing else, until they are used. */
class ManyTenantsTest {

    private static final int TENANTS = 1000;
    private static final long MOST_BYTES_PER_TENANT = 32 * 1024;

    @Test
    void thousandTenantsBootWithoutAConnectionAndWithoutAThread() throws Exception {
        String ids = IntStream.range(0, TENANTS).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
        TestRuntimes runtimes = TestRuntimes.configure()
                .set("tenants", ids)
                .set("datasource-template.primary.url", "jdbc:stub:many-{tenant}")
                .set("datasource-template.replica.r1.url", "jdbc:stub:many-replica-{tenant}");
        runtimes.start().close();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long heapBefore = usedHeap();

        try (HoldfastRuntime runtime = runtimes.start()) {
            long bytes = (usedHeap() - heapBefore) / TENANTS;
            System.out.println("Heap per tenant with a primary and a replica: " + bytes + " bytes");

            assertThat(bytes).isLessThan(MOST_BYTES_PER_TENANT);
            assertThat(runtime.registry().all()).hasSize(TENANTS);
            assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
            assertThat(connects()).isZero();
            runtime.registry().forTenant("t7").acquire(AccessIntent.WRITE).close();
            assertThat(connects()).isEqualTo(1);
        }
    }

    private static long connects() {
        return IntStream.range(0, TENANTS)
                .mapToLong(i -> StubDatabase.named("many-t" + i).count(CallSite.CONNECT)
                        + StubDatabase.named("many-replica-t" + i).count(CallSite.CONNECT))
                .sum();
    }

    private static long usedHeap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }
}
