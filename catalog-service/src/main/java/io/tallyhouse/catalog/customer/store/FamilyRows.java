package io.tallyhouse.catalog.customer.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.customer.ParentFault;
import io.tallyhouse.catalog.customer.ParentFault.Ancestor;
import io.tallyhouse.catalog.customer.ParentFault.Place;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who is whose child. */
final class FamilyRows {
    /** One change of parents at a time of the tenant $1: two that are right by themselves may make a circle together. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1 || ' parents', 1))::text";

    private static final String HAS_PARENT = "select 1 from customers where tenant = $1 and id = $2 and parent = $3";

    /** From $2 upward; $3 rows at most, so that a circle that must not be there ends too. */
    private static final String ANCESTORS = "with recursive upward (id, parent, archived, level) as ("
            + " select id, parent, archived, 1 from customers where tenant = $1 and id = $2"
            + " union all select above.id, above.parent, above.archived, level + 1 from upward"
            + " join customers above on above.tenant = $1 and above.id = upward.parent where level < $3)"
            + " select id, archived from upward order by level";

    private static final String LEVELS_BELOW = "with recursive downward (id, level) as (select $2::text, 0"
            + " union all select below.id, level + 1 from downward"
            + " join customers below on below.tenant = $1 and below.parent = downward.id where level < $3)"
            + " select max(level) as levels from downward";

    private static final String FAMILY = "with recursive family (id) as ("
            + " select id from customers where tenant = $1 and id = any($2)"
            + " union select below.id from family"
            + " join customers below on below.tenant = $1 and below.parent = family.id)"
            + " select record from customers where tenant = $1 and id in (select id from family) limit $3";

    private FamilyRows() {}

    /**
     * Fails if the customer cannot be its parent's child. Where the parent stays, all was looked at before: it may have
     * been archived since.
     */
    static Uni<Void> uphold(SqlConnection tx, CustomerRecord customer) {
        if (customer.parentId().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String parent = customer.parentId().get().value();
        return keeps(tx, customer, parent)
                .chain(same -> same
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(LOCK)
                                .execute(Tuple.of(customer.tenant().value()))
                                .chain(() -> place(tx, customer, parent))
                                .invoke(place -> ParentFault.of(customer, place).ifPresent(problem -> {
                                    throw new ProblemException(problem);
                                }))
                                .replaceWithVoid());
    }

    private static Uni<Boolean> keeps(SqlConnection tx, CustomerRecord customer, String parent) {
        // a row that is just being created says already what is to be looked at
        return customer.version() == 1
                ? Uni.createFrom().item(false)
                : tx.preparedQuery(HAS_PARENT)
                        .execute(Tuple.of(
                                customer.tenant().value(), customer.id().value(), parent))
                        .map(rows -> rows.size() > 0);
    }

    private static Uni<Place> place(SqlConnection tx, CustomerRecord customer, String parent) {
        String tenant = customer.tenant().value();
        int levels = ParentFault.LEVELS_MAX + 1;
        return tx.preparedQuery(ANCESTORS)
                .execute(Tuple.of(tenant, parent, levels))
                .chain(above -> tx.preparedQuery(LEVELS_BELOW)
                        .execute(Tuple.of(tenant, customer.id().value(), levels))
                        .map(below -> new Place(
                                ancestors(above), below.iterator().next().getInteger("levels"))));
    }

    private static List<Ancestor> ancestors(RowSet<Row> rows) {
        List<Ancestor> ancestors = new ArrayList<>();
        rows.forEach(
                row -> ancestors.add(new Ancestor(new CustomerId(row.getString("id")), row.getBoolean("archived"))));
        return ancestors;
    }

    static Uni<CustomerFamily> family(SqlClient client, TenantId tenant, Collection<String> customers) {
        return client.preparedQuery(FAMILY)
                .execute(Tuple.of(tenant.value(), customers.toArray(String[]::new), CustomerFamily.MEMBERS_MAX + 1))
                .map(rows -> {
                    List<CustomerRecord> members = new ArrayList<>();
                    rows.forEach(
                            row -> members.add(JsonColumn.read(row.getJsonObject("record"), CustomerRecord.class)));
                    return new CustomerFamily(members);
                });
    }
}
