package io.holdfast.web;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a request says about its tenant.
 *
 * @param eager the tenant that wins whatever the application's resolver says
 * @param asksResolver whether the application's resolver is asked when there is no such tenant
 * @param otherwise the tenant when the resolver has none
 */
record NamedTenant(Optional<String> eager, boolean asksResolver, Optional<String> otherwise) {

    boolean isAbsent() {
        return eager.isEmpty() && !asksResolver;
    }

    /** The answer, as late as possible where the application is asked: it may not be ready before its own code runs. */
    Supplier<Optional<String>> resolution(Supplier<Optional<String>> resolver) {
        if (eager.isPresent() || !asksResolver) {
            return () -> eager;
        }
        return () -> resolver.get().or(() -> otherwise);
    }
}
