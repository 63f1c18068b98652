package io.tallyhouse.catalog.tenant;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tenants. They all stand on the shelf of the reserved tenant {@code operator}. */
public interface Tenants extends Shelf<TenantRecord> {
    /** The tenant and the key that its owner starts with, in one unit of work. */
    Uni<Shelved<TenantRecord>> create(NewRecord<TenantRecord> arrival, AccessKeyRecord firstKey);

    default Uni<Optional<TenantRecord>> find(TenantId tenant) {
        return find(TenantRecord.OPERATOR, tenant.value()).map(found -> found.map(Shelved::record));
    }

    /** @param change pure; may refuse by throwing */
    Uni<Optional<TenantRecord>> change(TenantId tenant, UnaryOperator<TenantRecord> change);
}
