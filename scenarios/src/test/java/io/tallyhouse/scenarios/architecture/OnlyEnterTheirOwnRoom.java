package io.tallyhouse.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;

/**
 * A door, with all packages below it, may use any feature's room; of doors only itself, and what its service keeps for
 * all doors of its kind: {@code billing.run.store} may use {@code billing.store.column}.
 */
final class OnlyEnterTheirOwnRoom extends ArchCondition<JavaClass> {
    private final String root;
    private final List<String> kinds;

    /** @param kinds the names that make a package a door */
    OnlyEnterTheirOwnRoom(String root, List<String> kinds) {
        super("not use another door");
        this.root = root;
        this.kinds = kinds;
    }

    /**
     * @param service whose it is
     * @param feature empty if the service keeps it for all its features
     */
    private record Door(String service, String feature, String kind) {
        boolean mayUse(Door other) {
            boolean forAll = other.service.equals(service) && other.feature.isEmpty() && other.kind.equals(kind);
            return equals(other) || forAll;
        }
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        doorOf(type.getPackageName())
                .ifPresent(door -> type.getDirectDependenciesFromSelf()
                        .forEach(dependency -> doorOf(
                                        dependency.getTargetClass().getPackageName())
                                .filter(other -> !door.mayUse(other))
                                .ifPresent(other ->
                                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription())))));
    }

    private Optional<Door> doorOf(String packageName) {
        if (!packageName.startsWith(root + ".") || packageName.startsWith(root + ".kit.")) {
            return Optional.empty();
        }
        List<String> segments = List.of(packageName.substring(root.length() + 1).split("\\.", -1));
        for (int at = 1; at < segments.size(); at++) {
            if (kinds.contains(segments.get(at))) {
                return Optional.of(
                        new Door(segments.get(0), String.join(".", segments.subList(1, at)), segments.get(at)));
            }
        }
        return Optional.empty();
    }
}
