package io.tallyhouse.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What a domain type must be. */
final class BeRecordsEnumsInterfacesOrFinal extends ArchCondition<JavaClass> {
    BeRecordsEnumsInterfacesOrFinal() {
        super("be records, enums, interfaces or final");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean enumConstant = type.getEnclosingClass().map(JavaClass::isEnum).orElse(false);
        if (!HouseRules.isClosed(type) && !enumConstant) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " can be extended"));
        }
    }
}
