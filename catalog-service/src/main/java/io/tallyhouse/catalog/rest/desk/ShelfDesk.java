package io.tallyhouse.catalog.rest.desk;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.RecordMaker;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.ETags;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Serves one kind of record to the caller of the current request, who sees its own tenant's records only: another
 * tenant's answer 404 as any that do not exist.
 *
 * @param <R> the record
 * @param <T> what is answered
 */
public final class ShelfDesk<R, T> {
    private final DeskSupplies supplies;
    private final DeskSpec spec;
    private final Shelf<R> shelf;
    private final Presenter<R, T> presenter;

    public ShelfDesk(DeskSupplies supplies, DeskSpec spec, Shelf<R> shelf, Presenter<R, T> presenter) {
        this.supplies = supplies;
        this.spec = spec;
        this.shelf = shelf;
        this.presenter = presenter;
    }

    public TenantId tenant() {
        return supplies.caller.tenant();
    }

    /** 201. @param id the caller's choice, if any */
    public Uni<Response> create(Optional<String> id, RecordMaker<R> maker) {
        TenantId tenant = tenant();
        ShelfKey key = new ShelfKey(tenant, id.orElseGet(() -> supplies.newIds.next(spec.idPrefix())));
        R record = maker.make(key, supplies.clocks.now(tenant));
        return shelf.create(new NewRecord<>(key, record, id.isPresent()))
                .chain(made -> present(tenant, made)
                        .map(body -> Answers.created(spec.path() + "/" + key.id(), made.revision(), body)));
    }

    public Uni<Response> read(String id) {
        TenantId tenant = tenant();
        return answer(tenant, id, ifPossible(id, () -> shelf.find(tenant, id)));
    }

    public Uni<Page<T>> list(ListParameters parameters, PageParameters pages) {
        return list(parameters, pages, shelf::list);
    }

    /** A page of those that {@code reading} takes. */
    public Uni<Page<T>> list(
            ListParameters parameters,
            PageParameters pages,
            BiFunction<TenantId, ShelfWalk, Uni<List<Shelved<R>>>> reading) {
        TenantId tenant = tenant();
        PageRequest request = pages.request();
        return reading.apply(tenant, parameters.walk(request))
                .chain(records -> presenter.present(tenant, records).map(bodies -> {
                    // the page turns and cuts the records; each takes its body along
                    Iterator<T> body = bodies.iterator();
                    List<Presented<T>> rows = records.stream()
                            .map(record -> new Presented<>(record.sequence(), body.next()))
                            .toList();
                    return Page.of(request, rows, Presented::sequence, Presented::body);
                }));
    }

    /** @param ifMatch the header, if the caller sent it */
    public Uni<Response> replace(String id, @Nullable String ifMatch, UnaryOperator<R> change) {
        TenantId tenant = tenant();
        ShelfKey key = new ShelfKey(tenant, id);
        return answer(tenant, id, ifPossible(id, () -> shelf.replace(key, ETags.expected(ifMatch), change)));
    }

    public Uni<Response> archive(String id) {
        TenantId tenant = tenant();
        return answer(tenant, id, ifPossible(id, () -> shelf.archive(new ShelfKey(tenant, id))));
    }

    /** 200 with {@code ETag}, or 404 for {@code name}. */
    public Uni<Response> answer(TenantId tenant, String name, Uni<Optional<Shelved<R>>> found) {
        return found.map(shelved -> shelved.orElseThrow(() -> ProblemException.notFound(spec.noun(), name)))
                .chain(shelved -> present(tenant, shelved).map(body -> Answers.ok(shelved.revision(), body)));
    }

    /** An id outside the grammar is no record's: the database is not asked, and cannot stumble over it. */
    public Uni<Optional<Shelved<R>>> ifPossible(String id, Supplier<Uni<Optional<Shelved<R>>>> question) {
        return IdGrammar.accepts(id) ? question.get() : Uni.createFrom().item(Optional.empty());
    }

    private Uni<T> present(TenantId tenant, Shelved<R> record) {
        return presenter.present(tenant, List.of(record)).map(bodies -> bodies.get(0));
    }

    private record Presented<T>(long sequence, T body) {}
}
