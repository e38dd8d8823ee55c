package io.holdfast.jta;

import io.holdfast.spi.ManagedTransaction.Completion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Remembers how a transaction ended. */
final class RecordingCompletion implements Completion {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void beforeCompletion() {
        calls.add("before");
    }

    @Override
    public void afterCompletion(boolean committed) {
        calls.add(committed ? "committed" : "not committed");
        ended.countDown();
    }
}
