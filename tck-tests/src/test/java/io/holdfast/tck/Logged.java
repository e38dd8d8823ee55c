package io.holdfast.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What is logged until it is closed, where the tests run.
 *
 * <p><strong>Threading:</strong> safe for use by many threads.
 */
public final class Logged implements AutoCloseable {

    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Recorder();

    private Logged(Logger logger) {
        this.logger = logger;
        logger.addHandler(handler);
    }

    /** Begins to listen to a logger. */
    public static Logged by(String name) {
        return new Logged(Logger.getLogger(name));
    }

    /** All messages so far. */
    public String text() {
        return String.join("\n", messages);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }

    private final class Recorder extends Handler {

        @Override
        public void publish(LogRecord event) {
            messages.add(event.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
