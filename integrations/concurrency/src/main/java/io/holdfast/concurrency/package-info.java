/**
 * Tasks of managed executors: they run for the tenant and in the unit of work of whoever submitted them, where the server looks
 * for context providers of the application. Entry type: {@link io.holdfast.concurrency.HoldfastContextProvider}, found by the
 * server through {@code META-INF/services}. Status: internal.
 */
@NullMarked
package io.holdfast.concurrency;

import org.jspecify.annotations.NullMarked;
