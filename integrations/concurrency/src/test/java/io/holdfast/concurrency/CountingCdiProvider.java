package io.holdfast.concurrency;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.CDIProvider;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.WeldSEProvider;

/** Weld's, and counts how often somebody asks for the container. Weld takes its own place again at its next start. */
public final class CountingCdiProvider implements CDIProvider {

    static final AtomicInteger ASKED = new AtomicInteger();

    private final CDIProvider weld = new WeldSEProvider();

    @Override
    public CDI<Object> getCDI() {
        ASKED.incrementAndGet();
        return weld.getCDI();
    }
}
