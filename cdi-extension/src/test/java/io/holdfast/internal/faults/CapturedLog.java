package io.holdfast.internal.faults;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged under a name while it is open. */
final class CapturedLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

    private CapturedLog(Logger logger) {
        this.logger = logger;
    }

    static CapturedLog of(String name) {
        CapturedLog log = new CapturedLog(Logger.getLogger(name));
        log.logger.addHandler(log);
        return log;
    }

    Optional<LogRecord> find(String part) {
        return records.stream().filter(r -> r.getMessage().contains(part)).findFirst();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
