package io.tallyhouse.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** A method takes or returns a binary fraction. */
final class UseFloatingPoint extends ArchCondition<JavaMethod> {
    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    UseFloatingPoint() {
        super("take or return double or float");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        boolean floating = Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                .map(JavaClass::getName)
                .anyMatch(FLOATING::contains);
        events.add(new SimpleConditionEvent(method, floating, method.getFullName()));
    }
}
