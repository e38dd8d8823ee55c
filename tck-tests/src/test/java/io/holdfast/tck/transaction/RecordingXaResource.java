package io.holdfast.tck.transaction;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A second resource, of somebody else, that always votes yes and remembers what became of it. */
public final class RecordingXaResource implements XAResource {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    List<String> calls() {
        return calls;
    }

    @Override
    public int prepare(Xid xid) {
        calls.add("prepare");
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        calls.add("commit");
    }

    @Override
    public void rollback(Xid xid) {
        calls.add("rollback");
    }

    @Override
    public void start(Xid xid, int flags) {
        // Nothing to do.
    }

    @Override
    public void end(Xid xid, int flags) {
        // Nothing to do.
    }

    @Override
    public void forget(Xid xid) {
        calls.add("forget");
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
