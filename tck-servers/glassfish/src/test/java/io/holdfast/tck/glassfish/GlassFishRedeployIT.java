package io.holdfast.tck.glassfish;

import io.holdfast.tck.server.RedeployIT;

/** What stays in GlassFish when applications go. */
class GlassFishRedeployIT extends RedeployIT {}
