package io.tallyhouse.billing.store.window;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.TouchedDay;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/** Is told of each batch of windows, in the transaction that copies them. */
public interface TouchedDays {
    Uni<Void> touched(SqlConnection transaction, Set<TouchedDay> days);
}
