package io.holdfast.tck;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Names a test after what it proves, and after its method where it says nothing.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class RequirementNames extends DisplayNameGenerator.Simple {

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        Requirement[] requirements = method.getAnnotationsByType(Requirement.class);
        if (requirements.length == 0) {
            return super.generateDisplayNameForMethod(enclosing, testClass, method);
        }
        return Arrays.stream(requirements).map(Requirement::id).collect(Collectors.joining(", ", "", ": "))
                + requirements[0].promise();
    }
}
