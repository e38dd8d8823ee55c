package io.holdfast.tck;

import io.holdfast.tck.server.RedeployIT;

/** What stays open in GlassFish when applications go. */
class GlassFishRedeployIT extends RedeployIT {

    // It keeps all of them: the DeploymentFailedListener of an ApplicationInfo is never taken off its list of
    // listeners.
    @Override
    protected boolean forgetsApplications() {
        return false;
    }

    @Override
    protected int redeployments() {
        return 3;
    }
}
