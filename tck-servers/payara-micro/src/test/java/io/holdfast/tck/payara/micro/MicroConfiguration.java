package io.holdfast.tck.payara.micro;

import fish.payara.micro.PayaraMicro;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/**
 * What {@code arquillian.xml} says of Payara Micro.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class MicroConfiguration implements ContainerConfiguration {

    private int httpPort;
    private String vmOptions = "";
    private String options = "";
    private String log = "";

    @Override
    public void validate() {
        if (httpPort == 0 || log.isEmpty()) {
            throw new IllegalArgumentException("httpPort or log is missing in arquillian.xml");
        }
    }

    /** The port of the applications. */
    public int getHttpPort() {
        return httpPort;
    }

    /** The port of the applications. */
    public void setHttpPort(int httpPort) {
        this.httpPort = httpPort;
    }

    /** Options of its virtual machine, with spaces between them. */
    public void setVmOptions(String vmOptions) {
        this.vmOptions = vmOptions;
    }

    /** Options of its command line, with spaces between them. */
    public void setOptions(String options) {
        this.options = options;
    }

    /** The file of what it says. */
    public void setLog(String log) {
        this.log = log;
    }

    Path log() {
        return Path.of(log);
    }

    List<String> vmOptions() {
        return words(vmOptions);
    }

    List<String> options() {
        List<String> all = new ArrayList<>(List.of("--port", Integer.toString(httpPort)));
        all.addAll(words(options));
        return all;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    static Path jar() {
        try {
            return Path.of(PayaraMicro.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
