package io.tallyhouse.kit.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a query parameter that the called method does not know: a filter with a typing error must not answer with
 * everybody's resources. A method that takes {@link UriInfo} reads and refuses its parameters itself.
 */
public final class KnownQueryParameters {
    private final Map<Method, Set<String>> knownByMethod = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 500)
    public void refuseUnknown(ContainerRequestContext request, ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        Set<String> given = request.getUriInfo().getQueryParameters().keySet();
        if (method == null || given.isEmpty() || readsThemItself(method)) {
            return;
        }
        Set<String> known = knownByMethod.computeIfAbsent(method, KnownQueryParameters::declared);
        List<Violation> unknown = new TreeSet<>(given)
                .stream()
                        .filter(name -> !known.contains(name))
                        .map(name -> new Violation("?" + name, mend(known)))
                        .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInput(unknown);
        }
    }

    private static String mend(Set<String> known) {
        return known.isEmpty()
                ? "is not a known parameter; this path takes none"
                : "is not a known parameter; known are " + String.join(", ", known);
    }

    private static boolean readsThemItself(Method method) {
        return Arrays.stream(method.getParameterTypes()).anyMatch(UriInfo.class::equals);
    }

    /** The names that the method's parameters declare, those of parameter beans included. */
    private static Set<String> declared(Method method) {
        TreeSet<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            names(Stream.of(parameter)).forEach(names::add);
            if (parameter.getType().getName().startsWith("io.tallyhouse.")) {
                names(Arrays.stream(parameter.getType().getDeclaredFields())).forEach(names::add);
            }
        }
        return names;
    }

    private static Stream<String> names(Stream<? extends AnnotatedElement> elements) {
        return elements.map(element -> element.getAnnotation(QueryParam.class))
                .filter(java.util.Objects::nonNull)
                .map(QueryParam::value);
    }
}
