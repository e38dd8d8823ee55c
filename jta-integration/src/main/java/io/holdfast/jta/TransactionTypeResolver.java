package io.holdfast.jta;

import io.holdfast.ReadOnly;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what {@code @Transactional} means for each method of a class: on the method, on the class or a superclass, or in a
 * stereotype at any depth; the first of these wins.
 *
 * <p><strong>Threading:</strong> used by the thread that boots the container.
 */
final class TransactionTypeResolver {
    private final BeanManager beans;

    TransactionTypeResolver(BeanManager beans) {
        this.beans = beans;
    }

    @Nullable Transactional ofClass(AnnotatedType<?> type) {
        return find(type, Transactional.class);
    }

    Map<Method, MethodIntent> ofMethods(AnnotatedType<?> type) {
        Transactional ofClass = ofClass(type);
        boolean classReads = find(type, ReadOnly.class) != null;
        Map<Method, MethodIntent> found = new HashMap<>();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            Transactional own = method.getAnnotation(Transactional.class);
            Transactional effective = own == null ? ofClass : own;
            if (effective != null) {
                boolean reads = method.isAnnotationPresent(ReadOnly.class) || own == null && classReads;
                found.put(method.getJavaMember(), intent(type, method.getJavaMember(), effective, reads));
            }
        }
        return found;
    }

    /**
     * A read scope that the same call opens stays in force, even where the transaction is a new one: it is a new transaction
     * that reads.
     */
    private static MethodIntent intent(
            AnnotatedType<?> type, Method method, Transactional transactional, boolean reads) {
        TxType tx = transactional.value();
        boolean writes = tx == TxType.REQUIRED || tx == TxType.REQUIRES_NEW || tx == TxType.MANDATORY;
        String place = type.getJavaClass().getSimpleName() + "." + method.getName() + "()";
        return new MethodIntent(
                place, writes, tx == TxType.REQUIRES_NEW && !reads, List.of(transactional.dontRollbackOn()));
    }

    private <A extends Annotation> @Nullable A find(Annotated annotated, Class<A> wanted) {
        A direct = annotated.getAnnotation(wanted);
        return direct != null ? direct : findInStereotypes(annotated.getAnnotations(), wanted, new HashSet<>());
    }

    private <A extends Annotation> @Nullable A findInStereotypes(
            Collection<Annotation> annotations, Class<A> wanted, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (beans.isStereotype(type) && seen.add(type)) {
                Set<Annotation> definition = beans.getStereotypeDefinition(type);
                A found = pick(definition, wanted);
                found = found == null ? findInStereotypes(definition, wanted, seen) : found;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static <A extends Annotation> @Nullable A pick(Set<Annotation> annotations, Class<A> wanted) {
        for (Annotation annotation : annotations) {
            if (wanted.isInstance(annotation)) {
                return wanted.cast(annotation);
            }
        }
        return null;
    }
}
