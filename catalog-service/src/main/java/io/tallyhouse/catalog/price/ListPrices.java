package io.tallyhouse.catalog.price;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.List;
import java.util.Optional;

/** The list prices, which prices are made from. */
public interface ListPrices extends PriceShelf {
    /** Those that match, in the order of the walk. */
    Uni<List<Shelved<PriceRecord>>> list(TenantId tenant, ShelfWalk walk, Filter filter);

    /** @param frequency of the newest version, as all others */
    record Filter(
            Optional<CurrencyCode> currency, Optional<ProductId> productId, Optional<BillingFrequency> frequency) {}
}
