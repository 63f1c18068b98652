package io.tallyhouse.invoice.invoice;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.invoice.document.DraftInvoice;
import java.time.Instant;
import java.util.Optional;

/**
 * A draft to be stored.
 *
 * @param finaliseAt when it is to be finalised at once: the moment, by the tenant's clock
 */
public record NewInvoice(DraftInvoice draft, Optional<Instant> finaliseAt) {
    public NewInvoice {
        requireNonNull(draft, "draft is null");
        requireNonNull(finaliseAt, "finaliseAt is null");
    }
}
