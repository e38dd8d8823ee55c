/**
 * The main job of Holdfast in one command: starts the databases and the container, runs the steps of
 * {@code io.holdfast.demo.step}, checks what they claim and writes a report. Entry type: {@link io.holdfast.demo.DemoMain}.
 */
package io.holdfast.demo;
