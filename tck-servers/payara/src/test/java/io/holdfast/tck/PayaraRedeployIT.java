package io.holdfast.tck;

import io.holdfast.tck.server.RedeployIT;

/** What stays in Payara when applications go. */
class PayaraRedeployIT extends RedeployIT {}
