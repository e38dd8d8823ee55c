package io.holdfast.jta;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transaction manager and the registry of synchronizations at first use, and remembers them.
 *
 * <p>Absence is not remembered for ever: persistence units start before CDI does. While CDI is down, every call asks whether it
 * came up; once it is up, a search that found nothing is repeated after ten seconds at the earliest. And it is not remembered for
 * everybody: Open Liberty has the names in {@code java:comp} alone, so a thread that the application has started finds
 * nothing, which says nothing of the threads of the server.
 *
 * <p><strong>Threading:</strong> safe for use by many threads; two may search at the same time and find the same.
 */
final class TransactionLookup {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final TransactionPlaces places;
    private final LongSupplier nanoClock;
    private volatile @Nullable TransactionManager manager;
    private volatile @Nullable TransactionSynchronizationRegistry registry;
    private volatile @Nullable Absence absence;

    TransactionLookup() {
        this(new TransactionPlaces(), System::nanoTime);
    }

    TransactionLookup(TransactionPlaces places, LongSupplier nanoClock) {
        this.places = places;
        this.nanoClock = nanoClock;
    }

    @Nullable TransactionManager findManager() {
        TransactionManager known = manager;
        if (known != null) {
            return known;
        }
        Absence last = absence;
        return last != null && last.stillHolds(places, nanoClock.getAsLong()) ? null : searchManager();
    }

    /**
     * Searches while it is easy: on the thread that deploys the application. That nothing is found there means nothing: it may be too
     * early.
     */
    void prepare() {
        TransactionManager found = places.findManager(new ArrayList<>());
        if (found != null) {
            remember(found);
        }
    }

    // The registry as well: a thread that has a transaction later may not find it.
    private void remember(TransactionManager found) {
        if (registry == null) {
            registry = places.findRegistry(new ArrayList<>());
        }
        manager = found;
    }

    private @Nullable TransactionManager searchManager() {
        boolean cdiUp = places.isCdiUp();
        boolean ofComponent = places.isThreadOfComponent();
        List<String> tried = new ArrayList<>();
        TransactionManager found = places.findManager(tried);
        if (found == null) {
            JtaMessages.managerMissing(tried);
            absence = new Absence(cdiUp, ofComponent, nanoClock.getAsLong() + PAUSE_NANOS);
        } else {
            remember(found);
        }
        return found;
    }

    /** Wanted where a method is promised a transaction: without a manager nothing would ever roll its work back. */
    void requireManager(String place) {
        if (manager != null) {
            return;
        }
        List<String> tried = new ArrayList<>();
        TransactionManager found = places.findManager(tried);
        if (found == null) {
            throw JtaMessages.noTransactions(place, tried);
        }
        remember(found);
    }

    void markRollbackOnly() {
        TransactionManager found = findManager();
        try {
            if (found != null && found.getStatus() == Status.STATUS_ACTIVE) {
                found.setRollbackOnly();
            }
        } catch (SystemException | IllegalStateException e) {
            JtaMessages.markFailed(e);
        }
    }

    /** Wanted only where a transaction exists: its absence would mean work outside of it, so it is an error. */
    TransactionSynchronizationRegistry requireRegistry() {
        TransactionSynchronizationRegistry known = registry;
        if (known != null) {
            return known;
        }
        List<String> tried = new ArrayList<>();
        TransactionSynchronizationRegistry found = places.findRegistry(tried);
        if (found == null) {
            throw JtaMessages.registryMissing(tried);
        }
        registry = found;
        return found;
    }

    private record Absence(boolean cdiUp, boolean ofComponent, long nextSearch) {
        boolean stillHolds(TransactionPlaces places, long now) {
            boolean recent = cdiUp ? now - nextSearch < 0 : !places.isCdiUp();
            return recent && (ofComponent || !places.isThreadOfComponent());
        }
    }
}
