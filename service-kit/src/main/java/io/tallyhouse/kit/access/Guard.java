package io.tallyhouse.kit.access;

import io.tallyhouse.contracts.access.Scope;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;

/** Who may call a resource method. */
sealed interface Guard {
    record ScopeGuard(Scope scope) implements Guard {}

    record OperatorGuard() implements Guard {}

    record ServiceGuard() implements Guard {}

    /** By the marks of the method, else of its class; empty if neither has one. */
    static Optional<Guard> of(Class<?> resource, Method method) {
        return marked(method).or(() -> marked(resource)).or(() -> marked(method.getDeclaringClass()));
    }

    private static Optional<Guard> marked(AnnotatedElement element) {
        if (element.isAnnotationPresent(ServiceOnly.class)) {
            return Optional.of(new ServiceGuard());
        }
        if (element.isAnnotationPresent(OperatorOnly.class)) {
            return Optional.of(new OperatorGuard());
        }
        return Optional.ofNullable(element.getAnnotation(RequiresScope.class))
                .map(mark -> new ScopeGuard(mark.value()));
    }
}
