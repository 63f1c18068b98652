package io.tallyhouse.contracts.billing;

/** What a line of a document is for. */
public enum LineKind {
    /** What a price costs. */
    CHARGE,
    /** What a discount takes off, where it stands on a line of its own; negative. */
    DISCOUNT,
    /** What is missing to a minimum. */
    MINIMUM,
    /** What is beyond a maximum; negative. */
    MAXIMUM,
    /** What credits pay; negative. */
    CREDIT,
    /** What a credit grant costs. */
    GRANT,
    /** A difference to what an earlier document billed. */
    ADJUSTMENT
}
