package io.holdfast.tck;

import io.holdfast.tck.server.RedeployIT;

/** What stays in WildFly when applications go. */
class WildFlyRedeployIT extends RedeployIT {}
