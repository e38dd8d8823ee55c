package io.holdfast.jta;

import java.util.List;

/**
 * What a transactional method said about itself at boot.
 *
 * <p><strong>Threading:</strong> immutable. Public only because the container's proxy of the extension hands it out.
 *
 * @param place the method, for messages
 * @param writes whether it takes part in a transaction that writes
 * @param newTransaction whether that transaction is its own, whatever read scope surrounds the call
 * @param harmless what does not roll back ({@code dontRollbackOn})
 */
public record MethodIntent(String place, boolean writes, boolean newTransaction, List<Class<?>> harmless) {

    boolean rollsBackOn(Error error) {
        return writes && harmless.stream().noneMatch(type -> type.isInstance(error));
    }
}
