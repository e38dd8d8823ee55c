package io.holdfast.spi;

import java.util.Optional;

/**
 * Tells the tenant of the current request. An application provides it as a CDI bean.
 *
 * <p>Called on the request's thread at the first need in a request, once; the answer holds for the rest of the request. An
 * exception fails the acquisition that asked and is not remembered.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TenantResolver {

    /**
     * Resolves the tenant of the current request.
     *
     * @return the tenant's id, or empty if the request has none; then the policy for an absent tenant decides
     */
    Optional<String> resolveTenant();
}
