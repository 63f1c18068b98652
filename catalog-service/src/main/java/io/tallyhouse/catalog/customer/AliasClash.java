package io.tallyhouse.catalog.customer;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import java.util.Map;

/** Why a customer cannot have the subjects it asks for. */
public final class AliasClash {
    private AliasClash() {}

    /** @param owners the customer that has each subject already; not empty */
    public static Problem of(CustomerRecord wanted, Map<String, String> owners) {
        return new Problem(
                ProblemType.CONFLICT,
                "names of this customer belong to another one; a name can have one owner only",
                wanted.subjects().stream()
                        .filter(owners::containsKey)
                        .map(subject -> new Violation(
                                pointer(wanted, subject),
                                "'" + subject + "' belongs to customer '" + owners.get(subject)
                                        + "' already; take it from there first, or choose another"))
                        .toList());
    }

    private static String pointer(CustomerRecord wanted, String subject) {
        int index = wanted.aliases().indexOf(subject);
        return index < 0 ? "/id" : "/aliases/" + index;
    }
}
