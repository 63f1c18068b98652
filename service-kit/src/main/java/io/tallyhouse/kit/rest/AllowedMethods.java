package io.tallyhouse.kit.rest;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which methods a path has, for the {@code Allow} header that goes with 405 and that the REST layer leaves out. */
@ApplicationScoped
class AllowedMethods {
    private record Served(Pattern path, String method) {}

    private volatile List<Served> served = List.of();

    void collect(@Observes StartupEvent started) {
        served = Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(AllowedMethods::methods)
                .toList();
    }

    /** As {@code GET, HEAD, OPTIONS}; empty if nothing is known of the path. */
    Optional<String> at(String path) {
        TreeSet<String> methods = new TreeSet<>();
        served.stream().filter(one -> one.path().matcher(path).matches()).forEach(one -> methods.add(one.method()));
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        methods.add(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return Optional.of(String.join(", ", methods));
    }

    private static Stream<Served> methods(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(mark -> mark.annotationType().getAnnotation(HttpMethod.class))
                        .filter(found -> found != null)
                        .map(found -> new Served(pattern(resource, method), found.value())));
    }

    private static Pattern pattern(Class<?> resource, Method method) {
        String template = (pathOf(resource) + "/" + pathOf(method)).replaceAll("/+", "/");
        String trimmed = template.endsWith("/") ? template.substring(0, template.length() - 1) : template;
        // a variable with a pattern of its own, {rest: .+}, may span segments
        String regex = trimmed.replaceAll("\\{[^}:]+\\}", "[^/]+").replaceAll("\\{[^}:]+:[^}]*\\}", ".+");
        return Pattern.compile((regex.startsWith("/") ? "" : "/") + regex + "/?");
    }

    private static String pathOf(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
    }
}
