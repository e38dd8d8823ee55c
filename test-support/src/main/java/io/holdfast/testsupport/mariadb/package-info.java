/**
 * A real MariaDB primary with a read-only replica as child processes.
 * Entry type: {@link io.holdfast.testsupport.mariadb.MariaDbPair}.
 */
package io.holdfast.testsupport.mariadb;
