package io.holdfast.jta.outbox.store.row;

import java.util.LinkedHashMap;
import java.util.Map;

/** Headers as a JSON object of texts, so that others can read the table. */
public final class HeaderJson {
    /** Under this name a text comes back that is not such an object: the event still goes out. */
    static final String UNREADABLE = "holdfast-unreadable-headers";

    private final String text;
    private int at;

    private HeaderJson(String text) {
        this.text = text;
    }

    /** Headers as a JSON object. */
    public static String write(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return "{}";
        }
        StringBuilder json = new StringBuilder(headers.size() * 48);
        headers.forEach((name, value) -> {
            json.append(json.isEmpty() ? '{' : ',');
            quote(json, name);
            json.append(':');
            quote(json, value);
        });
        return json.append('}').toString();
    }

    private static void quote(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                json.append("\\u").append(hex(c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0000".substring(digits.length()) + digits;
    }

    /** Headers from what was written; an unreadable text as one header, so that it is not lost. */
    public static Map<String, String> read(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        try {
            return new HeaderJson(json).object();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Map.of(UNREADABLE, json);
        }
    }

    private Map<String, String> object() {
        Map<String, String> headers = new LinkedHashMap<>();
        expect('{');
        if (peek() == '}') {
            at++;
        } else {
            do {
                String name = string();
                expect(':');
                headers.put(name, string());
            } while (more());
        }
        skipSpace();
        if (at != text.length()) {
            throw new IllegalArgumentException("text behind the object");
        }
        return headers;
    }

    private boolean more() {
        char next = peek();
        at++;
        if (next != ',' && next != '}') {
            throw new IllegalArgumentException("neither comma nor end");
        }
        return next == ',';
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            value.append(c == '\\' ? escaped() : c);
        }
        return value.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            case '"', '\\', '/' -> c;
            default -> throw new IllegalArgumentException("unknown escape");
        };
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new IllegalArgumentException("something else");
        }
        at++;
    }

    private char peek() {
        skipSpace();
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
