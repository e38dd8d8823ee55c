package io.holdfast.cdi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The class loader of an application whose only own resource is its MicroProfile Config file. */
final class ConfigFileLoader extends ClassLoader {

    private static final String NAME = "META-INF/microprofile-config.properties";

    private final Path file;

    ConfigFileLoader(ClassLoader parent, List<String> lines) {
        super(parent);
        try {
            file = Files.createTempFile("microprofile-config", ".properties");
            file.toFile().deleteOnExit();
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (!name.equals(NAME)) {
            return super.getResources(name);
        }
        List<URL> found = new ArrayList<>(Collections.list(super.getResources(name)));
        found.add(file.toUri().toURL());
        return Collections.enumeration(found);
    }
}
