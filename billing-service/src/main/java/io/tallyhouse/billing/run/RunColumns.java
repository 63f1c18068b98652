package io.tallyhouse.billing.run;

/**
 * How runs stand in rows, for those who look at rows of runs that are done.
 *
 * @param <R> a row
 */
public interface RunColumns<R> {
    /** The columns of a run, for a table called {@code r}. */
    String names();

    BillingRun read(R row);
}
