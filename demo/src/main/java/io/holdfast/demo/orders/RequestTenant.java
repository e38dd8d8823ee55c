package io.holdfast.demo.orders;

import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * Tells Holdfast the tenant of the request; a web application would look at the host name, a header or the login.
 *
 * <p><strong>Threading:</strong> one per request.
 */
@RequestScoped
public class RequestTenant implements TenantResolver {

    private String id;

    void use(String tenantId) {
        id = tenantId;
    }

    @Override
    public Optional<String> resolveTenant() {
        return Optional.ofNullable(id);
    }
}
