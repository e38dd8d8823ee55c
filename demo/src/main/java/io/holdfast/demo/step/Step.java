package io.holdfast.demo.step;

/** One thing that the demo shows. */
public interface Step {

    /** Returns the heading, a few words. */
    String title();

    /** Returns what is done, one sentence or two. */
    String intent();

    /** Does it, says what was observed and checks it. */
    void run(Stage stage) throws Exception;
}
