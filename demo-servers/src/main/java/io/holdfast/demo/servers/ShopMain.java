package io.holdfast.demo.servers;

import io.holdfast.testsupport.postgres.PostgresCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the shop in a server. Exit code 0: all claims hold; 1: one does not; 2: the demo itself broke. */
public final class ShopMain {

    private ShopMain() {}

    /** Takes the kind of server, where it is, and the WAR. */
    public static void main(String[] arguments) {
        System.exit(run(arguments[0], Path.of(arguments[1]), Path.of(arguments[2])));
    }

    private static int run(String kind, Path home, Path war) {
        Story story = new Story(System.out);
        story.say("Holdfast in " + kind + ": a WAR with holdfast.jar and a driver, two tenants, two standbys that lag");
        try (PostgresCluster cluster = ShopDatabase.start();
                ShopServer server = ShopServer.start(kind, home, war, ShopDatabase.configuration(cluster))) {
            cluster.awaitCaughtUp();
            story.say("PostgreSQL " + cluster.primary().query("SHOW server_version") + ", " + kind + " at "
                    + server.address() + ", started after " + story.seconds() + " s");
            Shop shop = new Shop(server.address(), ShopDatabase.ports(cluster));
            for (Scene scene : List.of(
                    new Placing(),
                    new CheckingOut(),
                    new Spreading(),
                    new RollingBack(),
                    new Refusing(),
                    new Losing())) {
                scene.play(shop, cluster, story);
            }
            story.routes(shop.routes());
        } catch (Exception e) {
            story.say("The demo broke: " + e);
            return 2;
        }
        return story.end();
    }

    /** One thing to show. */
    interface Scene {

        void play(Shop shop, PostgresCluster cluster, Story story) throws Exception;
    }

    private static final class Placing implements Scene {

        @Override
        public void play(Shop shop, PostgresCluster cluster, Story story) throws Exception {
            story.scene("An order of acme goes to the primary; the next request reads from a standby");
            Reply placed = shop.post("acme", "");
            Reply read = shop.get("acme");
            story.saw("placed: " + placed + "; another request then: " + read);
            story.claim("an order is written on the primary", placed.node().equals("primary"));
            story.claim("another request reads on a standby", !read.node().equals("primary"));
            cluster.awaitCaughtUp();
            story.claim("globex sees nothing of it", shop.get("globex").orders() == 0);
        }
    }

    private static final class CheckingOut implements Scene {

        private static final int ROUNDS = 50;

        @Override
        public void play(Shop shop, PostgresCluster cluster, Story story) throws Exception {
            story.scene(ROUNDS + " times: write, then count, in one request and in two");
            long expected = ShopDatabase.orders(cluster, "globex");
            int staleInOne = 0;
            int staleInTwo = 0;
            for (int i = 0; i < ROUNDS; i++) {
                Reply same = shop.post("globex", "/checkout");
                expected++;
                staleInOne += same.orders() < expected ? 1 : 0;
                staleInTwo += shop.get("globex").orders() < expected ? 1 : 0;
            }
            story.saw("stale counts in the same request: " + staleInOne + " of " + ROUNDS + "; in the next request: "
                    + staleInTwo + " of " + ROUNDS);
            story.claim("a request reads its own write", staleInOne == 0);
            story.claim("without the pin it would not: the standbys do lag", staleInTwo >= ROUNDS * 9 / 10);
        }
    }

    private static final class Spreading implements Scene {

        @Override
        public void play(Shop shop, PostgresCluster cluster, Story story) throws Exception {
            story.scene("Requests that only read are spread over the standbys");
            int first = 0;
            int second = 0;
            for (int i = 0; i < 40; i++) {
                String node = shop.get("acme").node();
                first += node.equals("r1") ? 1 : 0;
                second += node.equals("r2") ? 1 : 0;
            }
            story.saw("r1: " + first + ", r2: " + second + " of 40");
            story.claim("both standbys serve reads", first >= 12 && second >= 12 && first + second == 40);
        }
    }

    private static final class RollingBack implements Scene {

        @Override
        public void play(Shop shop, PostgresCluster cluster, Story story) throws Exception {
            story.scene("An order that fails after it was written is rolled back");
            long before = ShopDatabase.orders(cluster, "acme");
            int status = shop.status("acme", "POST", "/broken");
            long after = ShopDatabase.orders(cluster, "acme");
            story.saw("status " + status + "; orders before and after: " + before + ", " + after);
            story.claim("nothing of it is stored", status == 500 && before == after);
        }
    }

    private static final class Refusing implements Scene {

        @Override
        public void play(Shop shop, PostgresCluster cluster, Story story) throws Exception {
            story.scene("A request without a tenant, of an unknown one, and of a forged one");
            int absent = shop.status(null, "GET", "");
            int unknown = shop.status("initech", "GET", "");
            int forged = shop.status("acme;drop schema globex", "GET", "");
            story.saw("status " + absent + ", " + unknown + ", " + forged);
            story.claim("each is refused", absent == 400 && unknown == 404 && forged == 400);
        }
    }

    private static final class Losing implements Scene {

        @Override
        public void play(Shop shop, PostgresCluster cluster, Story story) throws Exception {
            story.scene("Standby r1 is killed while requests read");
            cluster.standby("r1").kill();
            int served = 0;
            int onR1 = 0;
            int failed = 0;
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            // A read on a connection that was in use a moment ago may meet the dead server once: validate-after.
            while (served < 40 && System.nanoTime() - deadline < 0) {
                try {
                    onR1 += shop.get("acme").node().equals("r1") ? 1 : 0;
                    served++;
                } catch (Shop.Refused refused) {
                    failed++;
                }
            }
            story.saw(served + " reads served, " + onR1 + " by r1; " + failed + " met the dying connection");
            story.claim("reads go on without the standby", served == 40 && onR1 == 0 && failed <= 2);
        }
    }
}
