package io.holdfast.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this module says: messages HOLDF00800 to HOLDF00899. */
final class WebMessages {

    private static final Logger LOG = System.getLogger("io.holdfast.web");

    private WebMessages() {}

    static String noBeans() {
        return "HOLDF00800: The servlet filter of Holdfast does not find Holdfast's beans. They need a CDI container and the CDI"
                + " extension of Holdfast in the same application (holdfast.jar has both); an error at its boot is logged"
                + " before this one.";
    }

    static String notInitialised() {
        return "HOLDF00801: The servlet filter of Holdfast was not initialised. Let the container register it, by the web"
                + " fragment or with its class.";
    }

    static void refused(TenantRefusal.Reason reason, long unsaid) {
        LOG.log(
                Level.WARNING,
                () -> "HOLDF00802: A request was refused with " + reason.status() + ". " + reason.words()
                        + " What it said is not repeated here."
                        + (unsaid == 0 ? "" : " " + unsaid + " more like it since this was last logged."));
    }

    /** A data error was found in a failure, which may be the data error itself. */
    static void answered(FailureStatus status, Throwable found, Throwable failure) {
        switch (status) {
            case INTERNAL ->
                LOG.log(Level.ERROR, "HOLDF00803: A request failed and was answered with 500. See the cause.", failure);
            case UNAVAILABLE ->
                LOG.log(
                        Level.WARNING,
                        () -> "HOLDF00804: A request was answered with 503, to be tried again: " + found.getMessage());
            default -> LOG.log(Level.DEBUG, () -> "Answered with " + status.status(), failure);
        }
    }

    static String tokenUnreadable() {
        return "HOLDF00805: The JSON web token of the caller could not be read, so the tenant is not known. See the cause.";
    }

    static void nobodyNamesTenants() {
        LOG.log(
                Level.INFO,
                "HOLDF00806: Nothing names the tenant of a request: holdfast.web.tenant.sources is 'resolver', and there is no"
                        + " TenantResolver bean. Whoever does not call Holdfast.begin(tenant) is refused with 400 at the first"
                        + " connection. Set holdfast.web.tenant.sources, for example to header, or write a TenantResolver bean.");
    }
}
