/**
 * Child processes that never outlive this virtual machine, and what they need: ports and directories.
 * Shared by the database packages; tests rarely use it directly.
 */
package io.holdfast.testsupport.process;
