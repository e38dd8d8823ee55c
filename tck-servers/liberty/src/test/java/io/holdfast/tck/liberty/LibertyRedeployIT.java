package io.holdfast.tck.liberty;

import io.holdfast.tck.server.RedeployIT;

/** What stays in Open Liberty when applications go. */
class LibertyRedeployIT extends RedeployIT {}
