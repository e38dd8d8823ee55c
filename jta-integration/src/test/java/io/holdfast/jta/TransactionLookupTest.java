package io.holdfast.jta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NarayanaExtension.class)
class TransactionLookupTest {
    /** {@link System#nanoTime()} may run over, here in the middle of the pause. */
    private final AtomicLong clock =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());

    private final FakePlaces places = new FakePlaces();
    private final TransactionLookup lookup = new TransactionLookup(places, clock::get);

    @Test
    void findsNarayanaWithoutContainer() {
        TransactionPlaces real = new TransactionPlaces();
        List<String> tried = new ArrayList<>();

        assertThat(real.findManager(tried)).isSameAs(NarayanaExtension.TM);
        assertThat(real.findRegistry(tried)).isInstanceOf(TransactionSynchronizationRegistryImple.class);
        assertThat(tried)
                .contains("CDI is not up", "java:jboss/TransactionManager", "Narayana's getTransactionManager()");
    }

    @Test
    void remembersWhatItFound() {
        places.manager = NarayanaExtension.TM;

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);

        assertThat(places.searches).isEqualTo(1);
    }

    @Test
    void searchesAgainAsSoonAsCdiIsUp() {
        assertThat(lookup.findManager()).isNull();
        places.manager = NarayanaExtension.TM;
        assertThat(lookup.findManager()).isNull();

        places.cdiUp = true;

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
        assertThat(places.searches).isEqualTo(2);
    }

    @Test
    void searchesSeldomOnceCdiIsUpAndNothingWasFound() {
        places.cdiUp = true;
        assertThat(lookup.findManager()).isNull();
        assertThat(lookup.findManager()).isNull();
        clock.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(lookup.findManager()).isNull();
        assertThat(places.searches).isEqualTo(1);

        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        places.manager = NarayanaExtension.TM;

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
    }

    @Test
    void threadThatFindsNoNamesSpeaksForItsKindOnly() {
        places.cdiUp = true;
        places.ofComponent = false;
        assertThat(lookup.findManager()).isNull();
        places.manager = NarayanaExtension.TM;
        assertThat(lookup.findManager()).as("of its kind").isNull();

        places.ofComponent = true;

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
        places.ofComponent = false;
        assertThat(lookup.findManager()).as("found by another thread").isSameAs(NarayanaExtension.TM);
    }

    @Test
    void threadThatDeploysFindsForAll() {
        places.manager = NarayanaExtension.TM;
        places.registry = new TransactionSynchronizationRegistryImple();
        TransactionSynchronizationRegistry registry = places.registry;

        lookup.prepare();
        places.manager = null;
        places.registry = null;
        places.ofComponent = false;

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
        assertThat(lookup.requireRegistry()).isSameAs(registry);
    }

    @Test
    void deploymentThatFindsNothingSpeaksForNobody() {
        places.cdiUp = true;
        lookup.prepare();

        places.manager = NarayanaExtension.TM;

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
    }

    @Test
    void deploymentSearchesEvenIfAnotherThreadHasJustFoundNothing() {
        places.cdiUp = true;
        places.ofComponent = false;
        assertThat(lookup.findManager()).isNull();
        places.manager = NarayanaExtension.TM;

        lookup.prepare();

        assertThat(lookup.findManager()).isSameAs(NarayanaExtension.TM);
    }

    @Test
    void refusesATransactionalMethodForLackOfAManager() {
        assertThatThrownBy(() -> lookup.requireManager("Shop.place()"))
                .hasMessageContaining("HOLDF00563")
                .hasMessageContaining("Shop.place()")
                .hasMessageContaining("java:comp/somewhere");

        places.manager = NarayanaExtension.TM;
        assertThatCode(() -> lookup.requireManager("Shop.place()")).doesNotThrowAnyException();
        lookup.requireManager("Shop.place()");
        assertThat(places.searches).isEqualTo(2);
    }

    @Test
    void refusesToMissATransactionForLackOfARegistry() {
        assertThatThrownBy(lookup::requireRegistry)
                .hasMessageContaining("HOLDF00557")
                .hasMessageContaining("java:comp/somewhere");

        places.registry = new TransactionSynchronizationRegistryImple();

        assertThat(lookup.requireRegistry()).isSameAs(places.registry);
    }

    private static final class FakePlaces extends TransactionPlaces {
        private boolean cdiUp;
        private boolean ofComponent = true;
        private TransactionManager manager;
        private TransactionSynchronizationRegistry registry;
        private int searches;

        @Override
        boolean isCdiUp() {
            return cdiUp;
        }

        @Override
        boolean isThreadOfComponent() {
            return ofComponent;
        }

        @Override
        TransactionManager findManager(List<String> tried) {
            searches++;
            tried.add("java:comp/somewhere");
            return manager;
        }

        @Override
        TransactionSynchronizationRegistry findRegistry(List<String> tried) {
            tried.add("java:comp/somewhere");
            return registry;
        }
    }
}
