package io.holdfast.testsupport.postgres;

import java.io.IOException;
import java.time.Duration;

/** Started in a virtual machine of its own by {@link ClusterOwnerIT}: starts a small cluster and waits. */
final class ClusterMain {

    private ClusterMain() {}

    /** Prints "ready" and the process ids of the servers, then waits for the end of its input. */
    public static void main(String[] arguments) throws IOException {
        try (PostgresCluster cluster =
                PostgresCluster.builder().standby("r1", Duration.ZERO).start()) {
            cluster.awaitCaughtUp();
            System.out.println("ready " + cluster.primary().pid() + " "
                    + cluster.standby("r1").pid());
            System.in.read();
        }
    }
}
