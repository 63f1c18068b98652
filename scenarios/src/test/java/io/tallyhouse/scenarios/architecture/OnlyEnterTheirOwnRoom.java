package io.tallyhouse.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** A door may use any feature's room, but of doors only its own and those of sub-packages of itself. */
final class OnlyEnterTheirOwnRoom extends ArchCondition<JavaClass> {
    private static final List<String> DOORS = List.of("rest", "store", "kafka", "pdf");
    private final String root;

    OnlyEnterTheirOwnRoom(String root) {
        super("not use another door");
        this.root = root;
    }

    @Override
    public void check(JavaClass door, ConditionEvents events) {
        door.getDirectDependenciesFromSelf().forEach(dependency -> {
            String target = dependency.getTargetClass().getPackageName();
            boolean otherDoor = target.startsWith(root + ".")
                    && !target.startsWith(root + ".kit")
                    && isDoor(target)
                    && !target.equals(door.getPackageName());
            if (otherDoor) {
                events.add(SimpleConditionEvent.violated(door, dependency.getDescription()));
            }
        });
    }

    private static boolean isDoor(String packageName) {
        return DOORS.contains(packageName.substring(packageName.lastIndexOf('.') + 1));
    }
}
