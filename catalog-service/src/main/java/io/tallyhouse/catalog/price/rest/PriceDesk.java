package io.tallyhouse.catalog.price.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.price.ListPrices;
import io.tallyhouse.catalog.price.PriceShelf;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.contracts.catalog.ListPriceReference;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves prices, or list prices. Today is the day of the tenant's clock in UTC. */
final class PriceDesk {
    /** What a price takes from its list price. */
    private static final List<String> TERMS = List.of(
            "productId",
            "name",
            "currency",
            "frequency",
            "interval",
            "timing",
            "metricId",
            "metricParameters",
            "structure",
            "usageMode",
            "usagePeriod");

    private final DeskSpec spec;
    private final PriceShelf prices;
    private final TenantClocks clocks;
    private final ShelfDesk<PriceRecord, PriceResponse> desk;
    private final ShelfDesk<PriceRecord, PriceResponse> versionDesk;

    PriceDesk(DeskSupplies supplies, DeskSpec spec, PriceShelf prices, TenantClocks clocks) {
        this.spec = spec;
        this.prices = prices;
        this.clocks = clocks;
        this.desk = new ShelfDesk<>(supplies, spec, prices, (tenant, records) -> {
            LocalDate today = today(tenant);
            return Uni.createFrom()
                    .item(records.stream()
                            .map(shelved -> PriceResponse.on(shelved.record(), today))
                            .toList());
        });
        this.versionDesk = new ShelfDesk<>(
                supplies,
                spec,
                prices,
                (tenant, records) -> Uni.createFrom()
                        .item(records.stream()
                                .map(shelved -> PriceResponse.of(shelved.record()))
                                .toList()));
    }

    ShelfDesk<PriceRecord, PriceResponse> shelf() {
        return desk;
    }

    Uni<Response> create(JsonInput body) {
        return create(PriceRequest.read(body, Optional.empty()), Optional.empty());
    }

    /** A price with the terms of a list price as it is today, but for what the body says. */
    Uni<Response> createFrom(ListPrices listPrices, String listPriceId, JsonInput body) {
        TenantId tenant = desk.tenant();
        return listPrices.find(tenant, listPriceId).chain(found -> {
            PriceRecord listPrice = found.orElseThrow(() -> refused(
                            "'" + listPriceId + "' is no list price; create it first with POST /v1/list-prices"))
                    .record()
                    .inEffectOn(today(tenant));
            if (listPrice.archived()) {
                throw refused("'" + listPriceId + "' is archived; refer to another list price");
            }
            return create(
                    PriceRequest.read(body.over(terms(listPrice)), Optional.empty()),
                    Optional.of(new ListPriceReference(listPrice.id(), listPrice.version())));
        });
    }

    Uni<Response> replace(String id, @Nullable String ifMatch, JsonInput body) {
        PriceRequest request = PriceRequest.read(body, Optional.of(id));
        LocalDate today = today(desk.tenant());
        return desk.replace(id, ifMatch, current -> request.replacing(current, today));
    }

    Uni<Page<PriceResponse>> versions(String id, PageParameters pages) {
        TenantId tenant = desk.tenant();
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound(spec.noun(), id);
        }
        return prices.find(tenant, id).chain(found -> {
            if (found.isEmpty()) {
                throw ProblemException.notFound(spec.noun(), id);
            }
            return versionDesk.list(new ListParameters(), pages, (owner, walk) -> prices.versions(owner, id, walk));
        });
    }

    private Uni<Response> create(PriceRequest request, Optional<ListPriceReference> origin) {
        return desk.create(
                request.id(),
                (key, createdAt) -> request.toRecord(key.tenant(), new PriceId(key.id()), 1, createdAt)
                        .madeFrom(origin));
    }

    private LocalDate today(TenantId tenant) {
        return LocalDate.ofInstant(clocks.now(tenant), ZoneOffset.UTC);
    }

    /** As a caller would send them. An interval of 1 is left out, so that another frequency can stand in its place. */
    private static ObjectNode terms(PriceRecord listPrice) {
        ObjectNode terms = ContractJson.mapper().valueToTree(PriceResponse.of(listPrice));
        terms.retain(TERMS);
        if (listPrice.interval() == 1) {
            terms.remove("interval");
        }
        return terms;
    }

    private static ProblemException refused(String detail) {
        return ProblemException.unknownReferences(List.of(new Violation("/listPriceId", detail)));
    }
}
