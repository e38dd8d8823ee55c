/**
 * What routing and handles cost next to the bare pool and to an ideal router. Entry type:
 * {@link io.holdfast.benchmarks.BenchmarkMain}. Status: never deployed.
 */
package io.holdfast.benchmarks;
