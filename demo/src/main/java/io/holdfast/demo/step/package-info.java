/**
 * What the demo shows, one step per class, and the beans that only a step needs. Entry type: {@link io.holdfast.demo.step.Steps}.
 */
package io.holdfast.demo.step;
