package io.holdfast.jta.outbox.store.dialect;

/**
 * How a database says what the portable statements need. A question mark stands for microseconds.
 *
 * @param clock the present moment
 * @param later the present moment plus a parameter
 * @param earlier the present moment less a parameter
 * @param firstDue when a new row is due: the later of {@code later} and a parameter since 1970
 * @param dueIndex what follows the table to make it use the index of due rows, or nothing
 * @param keyIndex what follows the table to make it use the index of keys, or nothing
 * @param lockRows what follows a query to lock its rows and pass over locked ones, or nothing
 */
record SqlWords(
        String clock,
        String later,
        String earlier,
        String firstDue,
        String dueIndex,
        String keyIndex,
        String lockRows) {}
