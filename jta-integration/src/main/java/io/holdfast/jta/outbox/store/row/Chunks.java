package io.holdfast.jta.outbox.store.row;

import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.util.ArrayList;
import java.util.List;

/** Divides what is too much for one statement. */
public final class Chunks {

    private Chunks() {}

    /** Chunks of a bounded number of rows and bytes of payload; a larger payload gets a chunk of its own. */
    public static List<List<NewEvent>> of(List<NewEvent> events, int rows, long bytes) {
        List<List<NewEvent>> chunks = new ArrayList<>();
        int start = 0;
        long size = 0;
        for (int i = 0; i < events.size(); i++) {
            int next = events.get(i).payload().length;
            if (i > start && (i - start == rows || size + next > bytes)) {
                chunks.add(events.subList(start, i));
                start = i;
                size = 0;
            }
            size += next;
        }
        chunks.add(events.subList(start, events.size()));
        return chunks;
    }
}
