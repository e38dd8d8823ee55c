package io.holdfast.internal.datasource.pool;

/** Shows the tests of other packages what a pool does not tell theirs. */
public final class PoolState {

    private PoolState() {}

    public static boolean isOpen(NodePool pool) {
        return pool.isOpen();
    }

    public static int inUse(NodePool pool) {
        return pool.inUse();
    }
}
