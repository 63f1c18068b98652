package io.tallyhouse.catalog.customer.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.customer.AliasChange;
import io.tallyhouse.catalog.customer.AliasClash;
import io.tallyhouse.catalog.customer.Customers;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.catalog.store.shelf.JsonColumn;
import io.tallyhouse.catalog.store.shelf.PostgresShelf;
import io.tallyhouse.catalog.store.shelf.ShelfSpec;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.SubjectOwners;
import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

@Singleton
class PostgresCustomers extends PostgresShelf<CustomerRecord> implements Customers {
    private static final String BY_ALIAS = "where tenant = $1 and id <> $2 and id = (select customer"
            + " from customer_aliases where customer_aliases.tenant = $1 and alias = $2"
            + " and valid_from <= $3 and $3 < valid_to)";

    /** Of each subject the owner at $3, else the one who had it last of all. */
    private static final String OWNERS = "select distinct on (alias) alias, customer from customer_aliases"
            + " where tenant = $1 and alias = any($2)"
            + " order by alias, (valid_from <= $3 and $3 < valid_to) desc, valid_from desc";

    /** Every time of each subject. */
    private static final String OWNERSHIPS = "select alias, customer, nullif(valid_from, '-infinity') as valid_from,"
            + " nullif(valid_to, 'infinity') as valid_to from customer_aliases where tenant = $1 and alias = any($2)";

    /** In one order, so that two changes do not wait for each other. */
    private static final String INVOLVED = "select record from customers where tenant = $1 and (id = $2 or id in"
            + " (select customer from customer_aliases where tenant = $1 and alias = $3)) order by id for update";

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
                        CustomerRecord::asArchived));
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Shelved<CustomerRecord>>> findByAlias(TenantId tenant, String alias, Instant at) {
        return findBy(BY_ALIAS, Tuple.of(tenant.value(), alias, at.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public Uni<Optional<Shelved<CustomerRecord>>> findBySubject(TenantId tenant, String subject, Instant at) {
        return owners(tenant, List.of(subject), at)
                .chain(owners -> owners.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : find(tenant, owners.values().iterator().next()));
    }

    @Override
    public Uni<Map<String, String>> owners(TenantId tenant, Collection<String> subjects, Instant at) {
        return pool.preparedQuery(OWNERS)
                .execute(Tuple.of(tenant.value(), subjects.toArray(String[]::new), at.atOffset(ZoneOffset.UTC)))
                .map(PostgresCustomers::byAlias);
    }

    @Override
    public Uni<SubjectOwners> ownerships(TenantId tenant, Collection<String> subjects) {
        return pool.preparedQuery(OWNERSHIPS)
                .execute(Tuple.of(tenant.value(), subjects.toArray(String[]::new)))
                .map(rows -> {
                    List<Ownership> ownerships = new ArrayList<>();
                    rows.forEach(row -> ownerships.add(new Ownership(
                            new CustomerId(row.getString("customer")),
                            new SubjectSpan(
                                    row.getString("alias"), moment(row, "valid_from"), moment(row, "valid_to")))));
                    return new SubjectOwners(ownerships);
                });
    }

    private static Optional<Instant> moment(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    @Override
    public Uni<List<Shelved<CustomerRecord>>> children(TenantId tenant, String parent, ShelfWalk walk) {
        return list(tenant, walk, List.of(new Condition("parent", Optional.of(parent))));
    }

    @Override
    public Uni<CustomerFamily> family(TenantId tenant, Collection<String> customers) {
        return FamilyRows.family(pool, tenant, customers);
    }

    @Override
    public Uni<Optional<Shelved<CustomerRecord>>> rename(
            ShelfKey key,
            String alias,
            BiFunction<CustomerRecord, List<CustomerRecord>, Optional<AliasChange>> decide) {
        return inTransaction(tx -> tx.preparedQuery(INVOLVED)
                .execute(Tuple.of(key.tenant().value(), key.id(), alias))
                .chain(rows -> {
                    List<CustomerRecord> involved = new ArrayList<>();
                    rows.forEach(
                            row -> involved.add(JsonColumn.read(row.getJsonObject("record"), CustomerRecord.class)));
                    Optional<CustomerRecord> customer = involved.stream()
                            .filter(record -> record.id().value().equals(key.id()))
                            .findFirst();
                    customer.ifPresent(involved::remove);
                    return customer.flatMap(known -> decide.apply(known, involved))
                            .map(change -> write(tx, key, change))
                            .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
                }));
    }

    private Uni<Optional<Shelved<CustomerRecord>>> write(SqlConnection tx, ShelfKey key, AliasChange change) {
        if (change instanceof AliasChange.Refused refused) {
            return Uni.createFrom().failure(new ProblemException(refused.problem()));
        }
        Uni<Void> written = Uni.createFrom().voidItem();
        for (CustomerRecord record : ((AliasChange.Changed) change).customers()) {
            ShelfKey place = new ShelfKey(key.tenant(), record.id().value());
            written = written.chain(() -> update(tx, place, current -> Optional.of(record)))
                    .replaceWithVoid();
        }
        return written.chain(() -> update(tx, key, current -> Optional.empty()));
    }

    /**
     * Claims every name of the customer for its time. Whoever claims the same name waits until this is done, and then
     * sees it; names are locked in one order, so that two customers do not wait for each other.
     */
    @Override
    protected Uni<Void> uphold(SqlConnection tx, CustomerRecord customer) {
        AliasClash.within(customer).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        Tuple values = NameClaims.of(customer);
        return tx.preparedQuery(NameClaims.LOCK)
                .execute(Tuple.of(values.getString(0), values.getArrayOfStrings(2)))
                .chain(() -> tx.preparedQuery(NameClaims.RELEASE).execute(values))
                .chain(() -> tx.preparedQuery(NameClaims.CLAIM).execute(values))
                .chain(() -> tx.preparedQuery(NameClaims.CLASHES).execute(values))
                .map(PostgresCustomers::byAlias)
                .invoke(owners -> {
                    if (!owners.isEmpty()) {
                        throw new ProblemException(AliasClash.of(customer, owners));
                    }
                })
                .chain(() -> FamilyRows.uphold(tx, customer));
    }

    private static Map<String, String> byAlias(RowSet<Row> rows) {
        Map<String, String> owners = new HashMap<>();
        rows.forEach(row -> owners.put(row.getString("alias"), row.getString("customer")));
        return owners;
    }
}
