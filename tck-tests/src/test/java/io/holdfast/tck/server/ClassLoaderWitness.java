package io.holdfast.tck.server;

/** Lives as long as the class loader of the application that has used it: exactly one for each, and none of other tests. */
final class ClassLoaderWitness {

    static final ClassLoaderWitness OF_THIS_APPLICATION = new ClassLoaderWitness();

    private ClassLoaderWitness() {}
}
