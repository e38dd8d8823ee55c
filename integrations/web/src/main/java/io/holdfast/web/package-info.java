/**
 * Requests over HTTP: a servlet filter that finds the tenant, holds the unit of work and answers data errors. Entry type:
 * {@link io.holdfast.web.HoldfastFilter}, registered by the web fragment of this module. Status: internal.
 */
@NullMarked
package io.holdfast.web;

import org.jspecify.annotations.NullMarked;
