package io.holdfast.tck.liberty;

import io.holdfast.tck.server.RedeployIT;
import org.jboss.arquillian.container.test.api.Deployer;

/** What stays in Open Liberty when applications go. */
class LibertyRedeployIT extends RedeployIT {

    // It stays where it was dropped, to be started again when it is mended.
    @Override
    protected void takeAway(String refused, Deployer deployer) {
        deployer.undeploy(refused);
    }

    @Override
    protected int redeployments() {
        return 3;
    }
}
