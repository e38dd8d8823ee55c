package io.holdfast.tck.tenancy;

import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Resolves the tenant from what stands for the request's header. */
@ApplicationScoped
public class HeaderTenantResolver implements TenantResolver {

    @Inject
    FakeHeader header;

    @Override
    public Optional<String> resolveTenant() {
        return header.read();
    }
}
