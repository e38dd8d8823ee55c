package io.holdfast.web;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.spi.RequestUnits;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import java.util.function.Supplier;

/** One unit that counts what is done to it; for one thread. */
final class CountedUnits implements RequestUnits, RequestUnits.Unit {

    private int begun;
    private int bound;
    private int binds;
    private int ended;

    @Override
    public Unit begin(Supplier<Optional<String>> tenant) {
        begun++;
        return this;
    }

    @Override
    public Binding bind() {
        bound++;
        binds++;
        return () -> bound--;
    }

    @Override
    public Optional<TenantId> tenant() {
        return Optional.empty();
    }

    @Override
    public ReadAfterWritePin pin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean end() {
        ended++;
        return ended == 1;
    }

    @Override
    public boolean isEnded() {
        return ended > 0;
    }

    int begun() {
        return begun;
    }

    int bound() {
        return bound;
    }

    int binds() {
        return binds;
    }
}
