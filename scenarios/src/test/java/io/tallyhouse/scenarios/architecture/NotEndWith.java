package io.tallyhouse.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Words that say nothing are no names. */
final class NotEndWith extends ArchCondition<JavaClass> {
    private final List<String> endings;

    NotEndWith(List<String> endings) {
        super("not end with " + endings);
        this.endings = endings;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (endings.stream().anyMatch(type.getSimpleName()::endsWith)) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " has a name that says nothing"));
        }
    }
}
