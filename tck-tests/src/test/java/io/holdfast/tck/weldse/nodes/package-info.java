/**
 * The outbox on nodes that die: each node is a virtual machine of its own with Weld and Narayana, stopped at a chosen step. What it
 * did is told on its standard output, so that it survives it; {@link io.holdfast.tck.weldse.nodes.History} checks the whole.
 */
package io.holdfast.tck.weldse.nodes;
