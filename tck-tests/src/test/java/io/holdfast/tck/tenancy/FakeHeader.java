package io.holdfast.tck.tenancy;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Stands for a header of the request. */
@RequestScoped
public class FakeHeader {

    private String tenant;
    private int timesRead;

    public void set(String value) {
        tenant = value;
    }

    public Optional<String> read() {
        timesRead++;
        return Optional.ofNullable(tenant);
    }

    public int timesRead() {
        return timesRead;
    }
}
