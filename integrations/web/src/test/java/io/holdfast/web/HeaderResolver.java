package io.holdfast.web;

import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** An application's own way to tell the tenant. */
@ApplicationScoped
class HeaderResolver implements TenantResolver {

    @Inject
    HttpServletRequest request;

    @Override
    public Optional<String> resolveTenant() {
        return Optional.ofNullable(request.getHeader("Own-Tenant"));
    }
}
