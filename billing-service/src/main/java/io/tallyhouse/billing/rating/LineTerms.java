package io.tallyhouse.billing.rating;

import static java.util.Objects.requireNonNull;

/** What a line is for and what it costs. */
public record LineTerms(String description, Price price) {
    public LineTerms {
        requireNonNull(description, "description is null");
        requireNonNull(price, "price is null");
    }
}
