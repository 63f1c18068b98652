package io.tallyhouse.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** A resource method says which scope, operator or service may call it, on itself or on its class. */
final class BeGuarded extends ArchCondition<JavaMethod> {
    private final List<String> guards;

    BeGuarded(String root) {
        super("say who may call it");
        guards = List.of(
                root + ".kit.access.RequiresScope",
                root + ".kit.access.OperatorOnly",
                root + ".kit.access.ServiceOnly");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        boolean guarded = guards.stream()
                .anyMatch(guard ->
                        method.isAnnotatedWith(guard) || method.getOwner().isAnnotatedWith(guard));
        if (!guarded) {
            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is open to everybody"));
        }
    }
}
