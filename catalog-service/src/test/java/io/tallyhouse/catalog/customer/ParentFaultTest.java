package io.tallyhouse.catalog.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.customer.ParentFault.Ancestor;
import io.tallyhouse.catalog.customer.ParentFault.Place;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ParentFaultTest {
    private static final CustomerRecord SHOP = childOf("head");

    @Test
    void a_tree_may_have_ten_levels_and_no_more() {
        // 8 above, the customer, 1 below: 10
        assertThat(ParentFault.of(SHOP, new Place(chain(8), 1))).isEmpty();
        assertThat(ParentFault.of(SHOP, new Place(chain(9), 0))).isEmpty();
        // 8 above, the customer, 2 below: 11
        assertThat(detail(new Place(chain(8), 2))).contains("'head'", "10 levels", "further up");
        assertThat(detail(new Place(chain(10), 0))).contains("10 levels");
    }

    @Test
    void a_descendant_cannot_become_the_parent() {
        // Given head, whose parent's parent is the customer itself
        List<Ancestor> ancestors = List.of(ancestor("head"), ancestor("c1"), ancestor("shop"));
        // Then
        assertThat(detail(new Place(ancestors, 2))).contains("'head' descends from 'shop'", "another parent");
        assertThat(ParentFault.of(childOf("shop"), new Place(List.of(ancestor("shop")), 0))
                        .orElseThrow()
                        .errors()
                        .get(0)
                        .detail())
                .contains("'shop' is the customer itself");
    }

    @Test
    void a_parent_must_be_there_and_not_archived() {
        // When
        Problem unknown = ParentFault.of(SHOP, new Place(List.of(), 0)).orElseThrow();
        Problem archived = ParentFault.of(
                        SHOP, new Place(List.of(new Ancestor(new CustomerId("head"), true), ancestor("c1")), 0))
                .orElseThrow();
        // Then
        assertThat(List.of(unknown.type(), archived.type())).containsOnly(ProblemType.UNKNOWN_REFERENCE);
        assertThat(unknown.errors().get(0).detail()).contains("'head' is no customer", "POST /v1/customers");
        assertThat(archived.errors().get(0).detail()).contains("'head' is archived", "another customer");
        // further up it does not matter: what was sold once stays
        assertThat(ParentFault.of(
                        SHOP, new Place(List.of(ancestor("head"), new Ancestor(new CustomerId("c1"), true)), 0)))
                .isEmpty();
    }

    private static String detail(Place place) {
        Problem problem = ParentFault.of(SHOP, place).orElseThrow();
        assertThat(problem.errors().get(0).pointer()).isEqualTo("/parentId");
        return problem.errors().get(0).detail();
    }

    private static List<Ancestor> chain(int length) {
        return IntStream.range(0, length)
                .mapToObj(n -> ancestor(n == 0 ? "head" : "c" + n))
                .toList();
    }

    private static Ancestor ancestor(String id) {
        return new Ancestor(new CustomerId(id), false);
    }

    private static CustomerRecord childOf(String parent) {
        return new CustomerRecord(
                new TenantId("t"),
                new CustomerId("shop"),
                2,
                false,
                "Shop",
                CurrencyCode.of("EUR"),
                ZoneId.of("UTC"),
                "DE",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                List.of(),
                Optional.of(new CustomerId(parent)));
    }
}
