/**
 * A real PostgreSQL primary with streaming standbys as child processes, without containers.
 * Entry type: {@link io.holdfast.testsupport.postgres.PostgresCluster}.
 */
package io.holdfast.testsupport.postgres;
