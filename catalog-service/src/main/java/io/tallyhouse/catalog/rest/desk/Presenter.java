package io.tallyhouse.catalog.rest.desk;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.function.Function;

/** Makes of records what is answered, one for each and in their order. */
@FunctionalInterface
public interface Presenter<R, T> {
    Uni<List<T>> present(TenantId tenant, List<Shelved<R>> records);

    /** For a kind whose records say all that is answered. */
    static <R, T> Presenter<R, T> of(Function<R, T> response) {
        return (tenant, records) -> Uni.createFrom()
                .item(records.stream()
                        .map(shelved -> response.apply(shelved.record()))
                        .toList());
    }
}
