package io.holdfast.web;

import jakarta.servlet.DispatcherType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What META-INF/web-fragment.xml says, for servers that do not read it themselves. */
record FragmentFile(String filter, boolean async, String pattern, Set<DispatcherType> dispatchers, String listener) {

    static FragmentFile read() {
        try (InputStream in = HoldfastFilter.class.getResourceAsStream("/META-INF/web-fragment.xml")) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            EnumSet<DispatcherType> dispatchers = EnumSet.noneOf(DispatcherType.class);
            texts(document, "dispatcher").forEach(name -> dispatchers.add(DispatcherType.valueOf(name)));
            return new FragmentFile(
                    only(document, "filter-class"),
                    Boolean.parseBoolean(only(document, "async-supported")),
                    only(document, "url-pattern"),
                    dispatchers,
                    only(document, "listener-class"));
        } catch (Exception e) {
            throw new IllegalStateException("The web fragment cannot be read", e);
        }
    }

    private static String only(Document document, String element) {
        List<String> texts = texts(document, element);
        if (texts.size() != 1) {
            throw new IllegalStateException("Expected one <" + element + ">, found " + texts.size());
        }
        return texts.get(0);
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
