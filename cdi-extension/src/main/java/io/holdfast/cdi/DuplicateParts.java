package io.holdfast.cdi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks for a part of Holdfast that is on the class path twice, which happens when the one JAR and the modules are both there.
 * Which copy of a class wins is chance, and two of them do not know each other's.
 */
final class DuplicateParts {

    /** One class of each module. */
    private static final List<String> MARKERS = List.of(
            "io/holdfast/DataSourceRegistry.class",
            "io/holdfast/cdi/HoldfastExtension.class",
            "io/holdfast/jta/JtaTransactionBridge.class",
            "io/holdfast/web/HoldfastFilter.class");

    private DuplicateParts() {}

    /** What to say if there are any. */
    static Optional<String> find(ClassLoader loader) {
        Set<String> copies = new TreeSet<>();
        for (String marker : MARKERS) {
            Set<String> roots = roots(loader, marker);
            if (roots.size() > 1) {
                copies.addAll(roots);
            }
        }
        return copies.isEmpty()
                ? Optional.empty()
                : Optional.of("HOLDF00005: Parts of Holdfast are on the class path more than once: in "
                        + copies.stream().map(DuplicateParts::shown).collect(Collectors.joining(", "))
                        + ". Keep either holdfast.jar or the single modules, in one version and one place (WEB-INF/lib or the"
                        + " lib folder of the EAR).");
    }

    private static Set<String> roots(ClassLoader loader, String marker) {
        try {
            Set<String> roots = new TreeSet<>();
            for (URL url : Collections.list(loader.getResources(marker))) {
                String text = url.toString();
                roots.add(text.substring(0, text.length() - marker.length()));
            }
            return roots;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "HOLDF00006: The class path could not be searched for copies of Holdfast. See the cause.", e);
        }
    }

    // The last two names of the path: enough to find the file, and nothing about the machine.
    private static String shown(String url) {
        String root = url.replaceAll("!?/+$", "");
        int last = root.lastIndexOf('/');
        return root.substring(root.lastIndexOf('/', last - 1) + 1);
    }
}
