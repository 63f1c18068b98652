package io.tallyhouse.billing.run;

import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.kernel.id.CustomerId;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose usage a schedule bills.
 *
 * @param members the customer first, then its children that the schedule bills too
 */
public record Billed(RollUp rollUp, List<Member> members) {
    public Billed {
        members = List.copyOf(members);
        if (members.isEmpty() || (rollUp == RollUp.NONE && members.size() > 1)) {
            throw new IllegalArgumentException(members.size() + " members are billed with roll-up " + rollUp);
        }
    }

    /** @param spans which usage is the member's */
    public record Member(String id, String name, List<SubjectSpan> spans) {
        public Member {
            spans = List.copyOf(spans);
        }

        public static Member of(CustomerRecord customer) {
            return new Member(customer.id().value(), customer.legalName(), customer.spans());
        }
    }

    /** One of whom nothing but the id is known here. */
    public static Billed unknown(CustomerId customer) {
        return new Billed(
                RollUp.NONE,
                List.of(new Member(customer.value(), customer.value(), List.of(SubjectSpan.always(customer.value())))));
    }

    /** A customer alone. */
    public static Billed alone(CustomerRecord customer) {
        return family(RollUp.NONE, customer, List.of());
    }

    /** A customer with those of its children that the schedule bills. */
    public static Billed family(RollUp rollUp, CustomerRecord customer, List<CustomerRecord> children) {
        List<Member> members = new ArrayList<>(List.of(Member.of(customer)));
        if (rollUp != RollUp.NONE) {
            children.forEach(child -> members.add(Member.of(child)));
        }
        return new Billed(rollUp, members);
    }

    /** Those that are priced each by themselves; with AGGREGATE all as one. */
    List<Member> priced() {
        if (rollUp != RollUp.AGGREGATE) {
            return members;
        }
        List<SubjectSpan> all = new ArrayList<>();
        members.forEach(member -> all.addAll(member.spans()));
        return List.of(new Member(members.get(0).id(), members.get(0).name(), all));
    }

    boolean tellsShares() {
        return rollUp == RollUp.AGGREGATE && members.size() > 1;
    }
}
