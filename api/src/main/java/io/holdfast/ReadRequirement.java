package io.holdfast;

/**
 * How fresh a read has to be.
 *
 * <p>{@link #any()} leaves the choice to routing and to the pin; {@link #primary()} asks for the primary without declaring a
 * write. The type is a class and not an enum so that a requirement may later carry a log position.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @since 0.1
 */
public final class ReadRequirement {

    private static final ReadRequirement ANY = new ReadRequirement("ANY");
    private static final ReadRequirement PRIMARY = new ReadRequirement("PRIMARY");

    private final String name;

    private ReadRequirement(String name) {
        this.name = name;
    }

    /**
     * Any node that is consistent with what the unit of work has read and written so far.
     *
     * @return the requirement
     */
    public static ReadRequirement any() {
        return ANY;
    }

    /**
     * The primary, read-only. Does not pin.
     *
     * @return the requirement
     */
    public static ReadRequirement primary() {
        return PRIMARY;
    }

    @Override
    public String toString() {
        return name;
    }
}
