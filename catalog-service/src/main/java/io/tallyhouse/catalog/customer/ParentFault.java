package io.tallyhouse.catalog.customer;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.CustomerId;
import java.util.List;
import java.util.Optional;

/** Why a customer cannot be the child of the one that it names. */
public final class ParentFault {
    /** From a customer that is nobody's child to the last of its descendants, both counted. */
    public static final int LEVELS_MAX = 10;

    private static final String POINTER = "/parentId";

    private ParentFault() {}

    /** A customer that another one descends from. */
    public record Ancestor(CustomerId id, boolean archived) {}

    /**
     * Where a customer would stand.
     *
     * @param ancestors from the wanted parent upward, {@link #LEVELS_MAX} and one more at most; empty if there is no such
     *     customer
     * @param levelsBelow of the customer's own descendants; 0 if it has none
     */
    public record Place(List<Ancestor> ancestors, int levelsBelow) {
        public Place {
            ancestors = List.copyOf(ancestors);
        }
    }

    /** @param wanted with the parent that it is to get */
    public static Optional<Problem> of(CustomerRecord wanted, Place place) {
        String parent = wanted.parentId().map(CustomerId::value).orElseThrow();
        if (place.ancestors().isEmpty()) {
            return refused(
                    ProblemType.UNKNOWN_REFERENCE,
                    "'" + parent + "' is no customer; create it first with POST /v1/customers");
        }
        if (wanted.parentId().equals(Optional.of(wanted.id()))) {
            return refused(ProblemType.INVALID_INPUT, itself(parent));
        }
        if (place.ancestors().stream().map(Ancestor::id).anyMatch(wanted.id()::equals)) {
            return refused(
                    ProblemType.INVALID_INPUT,
                    "'" + parent + "' descends from '" + wanted.id() + "', which cannot become its child; first give '"
                            + parent + "' another parent");
        }
        if (place.ancestors().get(0).archived()) {
            return refused(ProblemType.UNKNOWN_REFERENCE, "'" + parent + "' is archived; refer to another customer");
        }
        int levels = place.ancestors().size() + 1 + place.levelsBelow();
        return levels <= LEVELS_MAX
                ? Optional.empty()
                : refused(
                        ProblemType.INVALID_INPUT,
                        "'" + parent + "' would make a tree of more than " + LEVELS_MAX
                                + " levels; refer to a customer further up");
    }

    /** For whom names itself. */
    public static String itself(String id) {
        return "'" + id + "' is the customer itself; name another customer or leave it out";
    }

    private static Optional<Problem> refused(ProblemType type, String detail) {
        return Optional.of(Problem.of(type, new Violation(POINTER, detail)));
    }
}
