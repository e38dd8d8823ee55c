package io.holdfast.demo.step;

import java.util.Map;

/** The whole run in one table. */
final class WhatWentWhere implements Step {

    private static final String ROW = "%-8s %-9s %-15s %11s";

    @Override
    public String title() {
        return "What went where, and why";
    }

    @Override
    public String intent() {
        return "Connections taken in this run, counted by a bean that implements RouteListener.";
    }

    @Override
    public void run(Stage stage) {
        Map<RouteTally.Line, Long> lines = stage.tally().lines();
        stage.terminal().row(ROW, "tenant", "node", "reason", "connections");
        lines.forEach((line, count) -> stage.terminal().row(ROW, line.tenant(), line.node(), line.reason(), count));
        stage.claim(
                "both tenants were served",
                lines.keySet().stream().map(RouteTally.Line::tenant).distinct().count() == Stage.TENANTS.size());
    }
}
