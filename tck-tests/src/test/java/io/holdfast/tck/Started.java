package io.holdfast.tck;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean that is in every archive, since Weld refuses to start without one. */
@ApplicationScoped
public class Started {}
