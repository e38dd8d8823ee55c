/**
 * Narayana for tests and for the demo on Java SE: a store that leaves no files, and the transaction services of Weld. Needs
 * Narayana (and Weld SE) on the class path of whoever uses it; the rest of this module does not.
 */
package io.holdfast.testsupport.jta;
