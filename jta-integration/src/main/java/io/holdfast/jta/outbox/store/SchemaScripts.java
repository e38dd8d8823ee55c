package io.holdfast.jta.outbox.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that create the tables. They are few and our own, so a statement simply ends with a line that ends with a semicolon.
 *
 * <p><strong>Threading:</strong> stateless.
 */
final class SchemaScripts {
    private static final String PLACE = "/META-INF/holdfast/outbox/";

    private SchemaScripts() {}

    static List<String> statements(String dialect, int version) {
        return split(read(PLACE + dialect + "/" + version + ".sql"));
    }

    private static String read(String name) {
        try (InputStream in = SchemaScripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw StoreMessages.missingResource(name, null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw StoreMessages.missingResource(name, e);
        }
    }

    static List<String> split(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : script.lines().toList()) {
            String text = line.strip();
            if (text.startsWith("--")) {
                continue;
            }
            statement.append(line).append('\n');
            if (text.endsWith(";")) {
                String whole = statement.toString().strip();
                statements.add(whole.substring(0, whole.length() - 1));
                statement.setLength(0);
            }
        }
        return statements;
    }
}
