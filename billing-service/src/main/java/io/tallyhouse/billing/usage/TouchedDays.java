package io.tallyhouse.billing.usage;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * Is told which days' usage has changed, in the unit of work that copies it.
 *
 * @param <T> that unit of work
 */
public interface TouchedDays<T> {
    Uni<Void> touched(T work, Set<TouchedDay> days);
}
