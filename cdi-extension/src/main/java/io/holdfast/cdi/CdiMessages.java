package io.holdfast.cdi;

import io.holdfast.internal.config.HoldfastConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What the shell says in the log. Ids are listed in {@code message-ranges.txt}. */
final class CdiMessages {

    private static final Logger LOG = System.getLogger("io.holdfast.cdi");

    private CdiMessages() {}

    static void warning(String warning) {
        LOG.log(Level.WARNING, "{0}", warning);
    }

    static void booted(HoldfastConfig config) {
        LOG.log(
                Level.INFO,
                "HOLDF00007: Holdfast has {0} data sources and {1} tenants (list ''{2}''). Pools open at their first use.",
                config.dataSources().size(),
                config.tenants().size(),
                config.tenantsVersion());
    }

    static void stepsBack(String rival) {
        LOG.log(
                Level.INFO,
                "HOLDF00004: The application has a DataSource bean of its own ({0}); ''@Inject DataSource'' is that one. Routed"
                        + " connections come from DataSourceRegistry and from ''@Inject @ReadRoute DataSource''.",
                rival);
    }
}
