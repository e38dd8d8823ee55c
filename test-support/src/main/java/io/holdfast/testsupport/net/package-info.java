/**
 * A faulty network inside the test's own process: no privileges, no containers.
 * Entry type: {@link io.holdfast.testsupport.net.TcpProxy}.
 */
package io.holdfast.testsupport.net;
