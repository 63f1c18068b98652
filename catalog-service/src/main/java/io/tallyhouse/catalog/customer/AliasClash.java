package io.tallyhouse.catalog.customer;

import io.tallyhouse.contracts.catalog.AliasSpan;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a customer cannot have the subjects it asks for. */
public final class AliasClash {
    private AliasClash() {}

    /** @param owners the customer that has each subject at the same time already; not empty */
    public static Problem of(CustomerRecord wanted, Map<String, String> owners) {
        return new Problem(
                ProblemType.CONFLICT,
                "names of this customer belong to another one; a name can have one owner at a time only",
                wanted.subjects().stream()
                        .filter(owners::containsKey)
                        .map(subject -> new Violation(
                                pointer(wanted, subject),
                                "'" + subject + "' belongs to customer '" + owners.get(subject)
                                        + "' already; take it from there first, or choose another"))
                        .toList());
    }

    /** Why the customer's own names contradict each other; empty if they do not. */
    public static Optional<Problem> within(CustomerRecord wanted) {
        List<String> limited =
                wanted.aliasSpans().stream().map(AliasSpan::alias).distinct().toList();
        List<Violation> violations = limited.stream()
                .filter(wanted.aliases()::contains)
                .map(alias -> new Violation(
                        pointer(wanted, alias),
                        "'" + alias + "' is this customer's for a part of time, and cannot be so for always; leave it"
                                + " out, or first take it away with DELETE /v1/customers/" + wanted.id()
                                + "/aliases/…"))
                .toList();
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Problem(ProblemType.CONFLICT, "a name is listed for always and for a time", violations));
    }

    private static String pointer(CustomerRecord wanted, String subject) {
        int index = wanted.aliases().indexOf(subject);
        if (index >= 0) {
            return "/aliases/" + index;
        }
        return subject.equals(wanted.id().value()) ? "/id" : "/alias";
    }
}
