package io.tallyhouse.catalog.customer.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.customer.AliasClash;
import io.tallyhouse.catalog.customer.Customers;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Singleton
class PostgresCustomers extends PostgresShelf<CustomerRecord> implements Customers {
    private static final String BY_SUBJECT = "where tenant = $1 and id = (select customer from customer_aliases"
            + " where customer_aliases.tenant = $1 and alias = $2)";

    private final Pool pool;

    PostgresCustomers(Pool pool, Outbox outbox) {
        super(
                pool,
                outbox,
                new ShelfSpec<>(
                        "customers",
                        "customer",
                        Topics.CATALOG_CUSTOMERS,
                        CustomerRecord.class,
                        PostgresCustomers::archived));
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Shelved<CustomerRecord>>> findByAlias(TenantId tenant, String alias) {
        return findBy(BY_SUBJECT + " and id <> $2", Tuple.of(tenant.value(), alias));
    }

    @Override
    public Uni<Optional<Shelved<CustomerRecord>>> findBySubject(TenantId tenant, String subject) {
        return findBy(BY_SUBJECT, Tuple.of(tenant.value(), subject));
    }

    @Override
    public Uni<Set<String>> claimed(TenantId tenant, Collection<String> subjects) {
        return pool.preparedQuery("select alias from customer_aliases where tenant = $1 and alias = any($2)")
                .execute(Tuple.of(tenant.value(), subjects.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> claimed = new HashSet<>();
                    rows.forEach(row -> claimed.add(row.getString("alias")));
                    return claimed;
                });
    }

    /**
     * Claims every subject of the customer. The primary key decides between two that claim the same at one time: the
     * second waits for the first. Claims are made in one order, so that two customers do not wait for each other.
     */
    @Override
    protected Uni<Void> uphold(SqlConnection tx, CustomerRecord customer) {
        String tenant = customer.tenant().value();
        String[] subjects = customer.subjects().stream().sorted().toArray(String[]::new);
        Tuple values = Tuple.of(tenant, customer.id().value(), subjects);
        return tx.preparedQuery(
                        "delete from customer_aliases" + " where tenant = $1 and customer = $2 and not alias = any($3)")
                .execute(values)
                .chain(() -> tx.preparedQuery("insert into customer_aliases (tenant, alias, customer)"
                                + " select $1, alias, $2 from unnest($3::text[]) with ordinality as wanted(alias, place)"
                                + " order by place on conflict do nothing")
                        .execute(values))
                .chain(() -> tx.preparedQuery("select alias, customer from customer_aliases"
                                + " where tenant = $1 and customer <> $2 and alias = any($3)")
                        .execute(values))
                .invoke(rows -> {
                    Map<String, String> owners = new HashMap<>();
                    rows.forEach(row -> owners.put(row.getString("alias"), row.getString("customer")));
                    if (!owners.isEmpty()) {
                        throw new ProblemException(AliasClash.of(customer, owners));
                    }
                })
                .replaceWithVoid();
    }

    private static CustomerRecord archived(CustomerRecord customer) {
        return new CustomerRecord(
                customer.tenant(),
                customer.id(),
                customer.version() + 1,
                true,
                customer.legalName(),
                customer.currency(),
                customer.timeZone(),
                customer.country(),
                customer.aliases(),
                customer.email(),
                customer.address(),
                customer.createdAt());
    }
}
