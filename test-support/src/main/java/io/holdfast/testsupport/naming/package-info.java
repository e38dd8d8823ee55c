/** Names as a server has them, in memory. Entry type: {@link io.holdfast.testsupport.naming.TestNames}. */
package io.holdfast.testsupport.naming;
