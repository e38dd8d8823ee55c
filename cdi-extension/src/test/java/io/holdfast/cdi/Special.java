package io.holdfast.cdi;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A qualifier of an application. */
@Qualifier @Retention(RetentionPolicy.RUNTIME)
@interface Special {}
