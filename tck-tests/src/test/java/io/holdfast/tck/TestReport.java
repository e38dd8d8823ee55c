package io.holdfast.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One test in a report of Surefire or Failsafe.
 *
 * @param type its class
 * @param method its method
 * @param failed whether it failed
 * @param skipped whether it did not run
 */
record TestReport(String type, String method, boolean failed, boolean skipped) {

    static List<TestReport> read(Path file) throws IOException {
        try {
            NodeList tests = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testcase");
            return IntStream.range(0, tests.getLength())
                    .mapToObj(i -> of((Element) tests.item(i)))
                    .toList();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("Not a test report: " + file, e);
        }
    }

    private static TestReport of(Element test) {
        return new TestReport(
                test.getAttribute("classname"),
                test.getAttribute("name").replaceAll("[(\\[{].*", ""),
                has(test, "failure") || has(test, "error"),
                has(test, "skipped"));
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    boolean passed() {
        return !failed && !skipped;
    }
}
