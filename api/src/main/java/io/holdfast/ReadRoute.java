package io.holdfast;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the injected {@link javax.sql.DataSource} whose connections are reads: {@code @Inject @ReadRoute DataSource reads}.
 *
 * @since 0.1
 */
@Qualifier @Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
public @interface ReadRoute {

    /**
     * The qualifier as a value, for {@code Instance.select}.
     */
    final class Literal extends AnnotationLiteral<ReadRoute> implements ReadRoute {

        private static final long serialVersionUID = 1L;

        /** The only instance needed. */
        public static final Literal INSTANCE = new Literal();

        private Literal() {}
    }
}
