package io.holdfast.demo.step;

import java.util.List;

/** The steps in the order in which they tell the story. */
public final class Steps {

    private Steps() {}

    /** Returns all of them. */
    public static List<Step> all() {
        return List.of(
                new ReadInAnotherRequest(),
                new ReadInTheSameRequest(),
                new SpreadReads(),
                new OneTransaction(),
                new RolledBackOrder(),
                new WriteOnReadRoute(),
                new UnknownTenant(),
                new KilledStandby(),
                new EventAfterCommit(),
                new EventAfterRollback(),
                new KilledRelay(),
                new EventsThatFail(),
                new WhatWentWhere());
    }
}
