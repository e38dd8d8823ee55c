package io.holdfast.jta.outbox.message;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What is wrong with payloads: messages HOLDF00604, 605, 617 and 642. */
final class MessageFailures {
    private static final Logger LOG = System.getLogger("io.holdfast.outbox");

    private MessageFailures() {}

    static DataException noJson(String type, Class<?> payload) {
        return new DataException(
                "HOLDF00604: Event '" + type + "' was not published: its payload is a " + payload.getName()
                        + ", and there is no JSON Binding (jakarta.json.bind) to write it with. Give bytes or text, or add JSON"
                        + " Binding to the server or application.",
                DataErrorDetails.of(DataErrorKind.CONFIG));
    }

    static DataException notSerialised(String type, Class<?> payload, Throwable cause) {
        return new DataException(
                "HOLDF00605: Event '" + type + "' was not published: JSON Binding cannot write its payload, a "
                        + payload.getName() + ". See the cause.",
                DataErrorDetails.of(DataErrorKind.STATEMENT),
                cause);
    }

    static void noJsonBinding(Throwable cause) {
        LOG.log(
                Level.DEBUG,
                () -> "HOLDF00642: No JSON Binding (" + cause.getClass().getSimpleName()
                        + "): payloads of events can be bytes and text only.");
    }

    static void closeFailed(String what, Throwable cause) {
        LOG.log(Level.WARNING, "HOLDF00617: Closing " + what + " failed; the outbox has stopped all the same.", cause);
    }
}
