package io.holdfast.demo.step;

import java.util.stream.Stream;

/** Finds what Holdfast says in what an application catches: containers wrap exceptions. */
final class Messages {

    private Messages() {}

    static String of(Throwable caught) {
        return Stream.iterate(caught, link -> link != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && message.startsWith("HOLDF"))
                .findFirst()
                .orElse(caught.toString());
    }

    /** What failed, without what to do about it. */
    static String firstSentence(String message) {
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end + 1);
    }
}
