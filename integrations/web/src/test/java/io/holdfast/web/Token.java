package io.holdfast.web;

import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A verified token with one claim. */
record Token(String claim, Object value) implements JsonWebToken {

    @Override
    public String getName() {
        return "somebody";
    }

    @Override
    public Set<String> getClaimNames() {
        return Set.of(claim);
    }

    @Override
    @SuppressWarnings("unchecked") // as the interface wants it
    public <T> T getClaim(String name) {
        return claim.equals(name) ? (T) value : null;
    }
}
