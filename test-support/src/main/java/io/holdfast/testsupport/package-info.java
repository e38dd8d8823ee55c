/**
 * Support for tests and the demo: real databases as child processes, a faulty network, a scriptable JDBC driver.
 * Entry types are {@link io.holdfast.testsupport.postgres.PostgresCluster},
 * {@link io.holdfast.testsupport.net.TcpProxy} and {@link io.holdfast.testsupport.jdbc.StubDatabase}.
 * Never deployed, no compatibility promise.
 */
package io.holdfast.testsupport;
