package io.tallyhouse.catalog.price;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;

/** What has the terms of a price. One that refers to what does not exist or is archived is refused. */
public interface PriceShelf extends Shelf<PriceRecord> {
    /** Every version of its terms, in the order of the walk by version; empty if there is no such price. */
    Uni<List<Shelved<PriceRecord>>> versions(TenantId tenant, String id, ShelfWalk walk);
}
