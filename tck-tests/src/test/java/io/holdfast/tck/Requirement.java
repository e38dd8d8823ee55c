package io.holdfast.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test proves: an id of the table {@code promises.csv} and the promise in a sentence. A test of several promises carries
 * several; the first one names it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Requirement.List.class)
public @interface Requirement {

    /** The id of the promise. */
    String id();

    /** The promise in a sentence, as far as this test proves it. */
    String promise();

    /** Several requirements. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {

        /** The requirements. */
        Requirement[] value();
    }
}
