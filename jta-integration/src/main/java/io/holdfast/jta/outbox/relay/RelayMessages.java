package io.holdfast.jta.outbox.relay;

import io.holdfast.outbox.OutboxEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What the relay says in the log: messages HOLDF00620 to HOLDF00639. */
final class RelayMessages {
    private static final Logger LOG = System.getLogger("io.holdfast.outbox");
    private static final int SHOWN_ROWS = 10;

    private RelayMessages() {}

    static void started(String node, int databases) {
        LOG.log(
                Level.INFO,
                "HOLDF00620: The outbox relay delivers as node {0}, from {1} database(s).",
                node,
                Integer.toString(databases));
    }

    static void stopped(String node) {
        LOG.log(Level.INFO, "HOLDF00621: The outbox relay of node {0} has stopped.", node);
    }

    static void stillDelivering(int deliveries, Duration waited) {
        LOG.log(
                Level.WARNING,
                "HOLDF00622: " + deliveries + " deliveries have not ended within " + waited
                        + " of shutdown. What they deliver comes again elsewhere when its lease is over. Raise"
                        + " 'holdfast.outbox.shutdown-timeout', or bound what handlers wait for.");
    }

    static void roundFailed(String database, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00623: The outbox of data source '" + database
                        + "' cannot be worked on; nothing is lost, it is tried again with growing pauses, of which only the"
                        + " end is logged.",
                cause);
    }

    static void roundWorksAgain(String database, int failures) {
        LOG.log(
                Level.INFO,
                "HOLDF00624: The outbox of data source ''{0}'' works again, after {1} attempt(s) that failed.",
                database,
                Integer.toString(failures));
    }

    static void channelDown(String database, Circuit circuit, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00625: Channel '" + circuit.channel() + "' is down for " + who(database, circuit)
                        + ". Its events wait, without attempts being spent, until one gets through.",
                cause);
    }

    static void channelUp(String database, Circuit circuit) {
        LOG.log(
                Level.INFO,
                "HOLDF00626: Channel ''{0}'' is up again for {1}.",
                circuit.channel(),
                who(database, circuit));
    }

    private static String who(String database, Circuit circuit) {
        return (circuit.tenant().isEmpty() ? "" : "tenant '" + circuit.tenant() + "' on ") + "data source '" + database
                + "'";
    }

    static String unknownChannel(String channel) {
        return "HOLDF00627: This node has no channel '" + channel + "'. The event waits for a node that has, or for"
                + " 'holdfast.outbox.channel." + channel + ".publisher'.";
    }

    static String noPublisher(String channel, String publisher) {
        return "HOLDF00628: Channel '" + channel + "' names publisher '" + publisher
                + "', which is not there. Add its library or bean, or correct 'holdfast.outbox.channel." + channel
                + ".publisher'.";
    }

    static void parked(OutboxEvent event, String reason, String policy, Throwable cause) {
        LOG.log(
                Level.ERROR,
                "HOLDF00629: Event " + event.id() + " (" + event.type() + ") of " + tenant(event) + "data source '"
                        + event.dataSource() + "' on channel '" + event.channel() + "' is parked after "
                        + event.attempt()
                        + " attempt(s): " + reason + ". " + policy
                        + " Look at it with OutboxAdmin, then replay or discard it.",
                cause);
    }

    private static String tenant(OutboxEvent event) {
        return event.tenant().map(tenant -> "tenant '" + tenant + "' on ").orElse("");
    }

    static void leaseLost(String database, int events) {
        LOG.log(
                Level.WARNING,
                "HOLDF00630: " + events + " event(s) of data source '" + database
                        + "' were taken over by another node while this one still had them in hand: they may be delivered"
                        + " twice, with the same ids. Was this node stopped for longer than 'holdfast.outbox.lease'?");
    }

    static void hintsDropped(String database) {
        LOG.log(
                Level.WARNING,
                "HOLDF00631: Events of data source '" + database
                        + "' are written faster than they are delivered, or too much of them at once. Those that find no"
                        + " place in memory are delivered from the table, when their lease is over. Logged once.");
    }

    static void strangers(String database, String tenants) {
        LOG.log(
                Level.WARNING,
                "HOLDF00632: The outbox of data source '" + database
                        + "' holds events of tenants that are not configured"
                        + " here: " + tenants
                        + ". They are left alone. Was this database restored from another one, or is a tenant missing?");
    }

    static void listenerThrew(Class<?> listener, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00633: Outbox listener " + listener.getName()
                        + " threw; it keeps being called, further exceptions of it are not logged. Mend it.",
                cause);
    }

    static void closeFailed(String publisher, Throwable cause) {
        LOG.log(Level.WARNING, "HOLDF00634: Publisher '" + publisher + "' could not be closed.", cause);
    }

    static void workFailed(Throwable cause) {
        LOG.log(
                Level.ERROR,
                "HOLDF00635: A defect in the outbox relay: its work threw. What was in hand is delivered when its lease is"
                        + " over. Please report it.",
                cause);
    }

    static void roundHangs(String database) {
        LOG.log(
                Level.WARNING,
                "HOLDF00636: The outbox relay has stopped while its work with data source '" + database
                        + "' hangs. What it has in hand there is not handed over and is delivered when its lease is over."
                        + " Does the database answer?");
    }

    static void notParked(String database, List<Long> rows, Throwable cause) {
        LOG.log(
                Level.ERROR,
                "HOLDF00637: " + rows.size() + " event(s) of data source '" + database + "' cannot be parked, rows "
                        + shown(rows)
                        + ". They stay in the outbox and are parked when their lease is over, if that works"
                        + " then. The cause is that of the first one: is there a trigger or a constraint that refuses it?",
                cause);
    }

    private static String shown(List<Long> rows) {
        return rows.stream().limit(SHOWN_ROWS).map(Object::toString).collect(Collectors.joining(", "))
                + (rows.size() > SHOWN_ROWS ? ", ..." : "");
    }

    static void nothingToProbe(String database, Circuit circuit) {
        LOG.log(
                Level.INFO,
                "HOLDF00638: Channel ''{0}'' was down for {1}, and nothing waits for it any more. Whether it is up again the"
                        + " next event will show.",
                circuit.channel(),
                who(database, circuit));
    }

    static void finishFailed(String database, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00639: The outbox of data source '" + database
                        + "' could not be handed over at shutdown. What was in hand there is delivered when its lease is"
                        + " over.",
                cause);
    }
}
