package io.tallyhouse.kit.access;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Stops the service at start if a resource method has no mark, so that nothing is open by accident. */
@ApplicationScoped
class GuardCheck {
    void check(@Observes StartupEvent started) {
        List<String> open = Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> bean instanceof InjectableBean<?>)
                .<Class<?>>map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(GuardCheck::openMethods)
                .sorted()
                .toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException(
                    "these need @RequiresScope, @OperatorOnly or @ServiceOnly: " + String.join(", ", open));
        }
    }

    static Stream<String> openMethods(Class<?> resource) {
        return Stream.<Class<?>>iterate(resource, type -> type != null && type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method ->
                        isResource(method) && Guard.of(resource, method).isEmpty())
                .map(method -> resource.getSimpleName() + "." + method.getName());
    }

    private static boolean isResource(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(mark -> mark.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
