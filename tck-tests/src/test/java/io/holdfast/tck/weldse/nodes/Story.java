package io.holdfast.tck.weldse.nodes;

/** What a node tells: one line for each thing that happened, written through at once. */
final class Story {

    static final String MARK = "@@ ";

    private Story() {}

    static synchronized void tell(String line) {
        System.out.println(MARK + System.getProperty("node.name") + " " + line);
        System.out.flush();
    }
}
