package io.holdfast.internal.config.key;

import java.util.ArrayList;
import java.util.List;

/** Takes keys apart at their dots, except inside quotes, and quotes the names that need it. */
public final class KeyName {

    private KeyName() {}

    /** The parts as they are written, quotes kept. */
    public static List<String> split(String key) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(key.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(key.substring(start));
        return parts;
    }

    /** A part of a key as the name that it stands for. */
    public static String unquoted(String part) {
        boolean quoted = part.length() >= 2 && part.startsWith("\"") && part.endsWith("\"");
        return quoted ? part.substring(1, part.length() - 1) : part;
    }

    /** A name as a part of a key. */
    public static String quotedIfNeeded(String name) {
        return name.indexOf('.') >= 0 ? '"' + name + '"' : name;
    }
}
