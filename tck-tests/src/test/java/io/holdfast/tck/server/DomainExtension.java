package io.holdfast.tck.server;

import io.holdfast.testsupport.process.FileTrees;
import io.holdfast.testsupport.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Gives Payara Server or GlassFish a domain of its own: the one that comes with the server, unused, on ports that are free,
 * and deaf to everybody but this machine.
 *
 * <p><strong>Threading:</strong> called by Arquillian once, before it reads {@code arquillian.xml}.
 */
public final class DomainExtension implements LoadableExtension {

    private static final String GIVEN = "domain1";
    private static final String OWN = "tck";
    private static final Map<String, String> KNOWN =
            Map.of("8080", "server.port.http", "8181", "server.port.https", "4848", "server.port.management");
    private static final String MEMORY = "<jvm-options>-Xmx512m</jvm-options>";
    private static final String QUICK_START =
            MEMORY + "<jvm-options>-XX:TieredStopAtLevel=1</jvm-options><jvm-options>-XX:+UseSerialGC</jvm-options>";
    private static final Pattern PORT = Pattern.compile("(port=\"|telnet\\.port=|_PORT\" value=\")([0-9]+)");

    @Override
    public void register(ExtensionBuilder builder) {
        Path domains = Path.of(System.getProperty("server.home"), "glassfish", "domains");
        try {
            FileTrees.delete(domains.resolve(OWN));
            FileTrees.copy(domains.resolve(GIVEN), domains.resolve(OWN));
            Path xml = domains.resolve(OWN).resolve("config").resolve("domain.xml");
            Files.writeString(xml, adapted(Files.readString(xml)));
        } catch (IOException e) {
            throw new UncheckedIOException("No domain could be made in " + domains, e);
        }
    }

    private static String adapted(String xml) {
        String named = xml.replace('"' + GIVEN + '"', '"' + OWN + '"')
                .replace(MEMORY, QUICK_START)
                // As many as meet in NeutralServlet.
                .replace("<thread-pool name=\"http", "<thread-pool max-thread-pool-size=\"12\" name=\"http")
                .replace("address=\"0.0.0.0\"", "")
                .replace("<network-listener ", "<network-listener address=\"127.0.0.1\" ")
                .replace("<iiop-listener ", "<iiop-listener address=\"127.0.0.1\" ")
                .replace("<jmx-connector ", "<jmx-connector address=\"127.0.0.1\" ");
        return PORT.matcher(named).replaceAll(DomainExtension::onFreePort);
    }

    private static String onFreePort(MatchResult port) {
        String property = KNOWN.get(port.group(2));
        if (property == null) {
            return Matcher.quoteReplacement(port.group(1) + FreePorts.next());
        }
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(FreePorts.next()));
        }
        return Matcher.quoteReplacement(port.group(1) + System.getProperty(property));
    }
}
