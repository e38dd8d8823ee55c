package io.holdfast.internal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all sessions of a run report: how much was done where, and what must not have happened. */
final class History {

    final AtomicLong writes = new AtomicLong();
    final AtomicLong primaryReads = new AtomicLong();
    final AtomicLong standbyReads = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicInteger readYourWrites = new AtomicInteger();
    final AtomicInteger monotonicReads = new AtomicInteger();
    private final List<String> examples = new ArrayList<>();

    long operations() {
        return writes.get() + reads() + failed.get();
    }

    long reads() {
        return primaryReads.get() + standbyReads.get();
    }

    int violations() {
        return readYourWrites.get() + monotonicReads.get();
    }

    synchronized void violation(boolean ownWrite, String what) {
        (ownWrite ? readYourWrites : monotonicReads).incrementAndGet();
        if (examples.size() < 5) {
            examples.add(what);
        }
    }

    @Override
    public synchronized String toString() {
        return "writes=" + writes + ", reads on the primary=" + primaryReads + ", reads on standbys=" + standbyReads
                + ", failed="
                + failed + ", read-your-writes violations=" + readYourWrites + ", monotonic-read violations="
                + monotonicReads
                + (examples.isEmpty() ? "" : ", for example " + examples);
    }
}
