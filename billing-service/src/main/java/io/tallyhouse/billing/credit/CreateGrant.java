package io.tallyhouse.billing.credit;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.credit.CreditGrants.GrantOutcome;
import io.tallyhouse.billing.credit.GrantTerms.Series;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Grants credit to a customer, and asks for the document of its cost where one is wanted. */
@ApplicationScoped
public class CreateGrant {
    private final Catalogue catalogue;
    private final CreditGrants grants;
    private final TenantClocks clocks;

    CreateGrant(Catalogue catalogue, CreditGrants grants, TenantClocks clocks) {
        this.catalogue = catalogue;
        this.grants = grants;
        this.clocks = clocks;
    }

    public Uni<GrantOutcome> execute(TenantId tenant, GrantId id, GrantRequest request) {
        return catalogue
                .customer(tenant, request.customerId())
                .chain(customer -> metricIsKnown(tenant, request).chain(metricIsKnown -> {
                    Instant now = clocks.now(tenant);
                    return problem(request, customer, metricIsKnown, now)
                            .<Uni<GrantOutcome>>map(problem -> Uni.createFrom().item(new GrantOutcome.Refused(problem)))
                            .orElseGet(() -> add(terms(tenant, id, request, customer.orElseThrow(), now), customer));
                }));
    }

    private Uni<Boolean> metricIsKnown(TenantId tenant, GrantRequest request) {
        return request.unit()
                .metricId()
                .map(metric -> catalogue.metric(tenant, metric).map(Optional::isPresent))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    private Uni<GrantOutcome> add(GrantTerms terms, Optional<CustomerRecord> customer) {
        return grants.add(
                GrantChange.granted(terms),
                GrantDocument.of(terms, customer, today(terms.createdAt(), customer.orElseThrow())));
    }

    private static Optional<Problem> problem(
            GrantRequest request, Optional<CustomerRecord> customer, boolean metricIsKnown, Instant now) {
        List<Violation> unfit = new ArrayList<>();
        customer.ifPresent(known -> {
            if (known.archived()) {
                unfit.add(new Violation("/customerId", "'" + known.id() + "' is archived and cannot be billed anew"));
            }
            unfit.addAll(days(request, today(now, known)));
        });
        List<Violation> all = new ArrayList<>(unfit);
        if (customer.isEmpty()) {
            all.add(new Violation(
                    "/customerId",
                    "'" + request.customerId() + "' is not a known customer; create it with POST /v1/customers"));
        }
        if (!metricIsKnown) {
            all.add(new Violation(
                    "/metricId",
                    "'" + request.unit().metricId().orElseThrow()
                            + "' is not a known metric; create it with POST /v1/metrics"));
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ProblemType type = unfit.isEmpty() ? ProblemType.UNKNOWN_REFERENCE : ProblemType.INVALID_INPUT;
        String detail = all.size() == 1
                ? all.get(0).pointer() + " " + all.get(0).detail()
                : "the grant has " + all.size() + " faults; see errors";
        return Optional.of(new Problem(type, detail, all));
    }

    private static List<Violation> days(GrantRequest request, LocalDate today) {
        LocalDate first = request.effectiveOn().orElse(today);
        String beginning = request.effectiveOn().isPresent() ? "effectiveOn " + first : "today, " + first;
        List<Violation> faults = new ArrayList<>();
        request.expiresOn()
                .filter(last -> last.isBefore(first))
                .ifPresent(last -> faults.add(new Violation(
                        "/expiresOn", "'" + last + "' must not be before " + beginning + ", its first usable day")));
        request.recurrence()
                .flatMap(Recurrence::until)
                .filter(last -> last.isBefore(first))
                .ifPresent(last -> faults.add(new Violation(
                        "/recurrence/until", "'" + last + "' must not be before " + beginning + ", its first day")));
        return faults;
    }

    private static GrantTerms terms(
            TenantId tenant, GrantId id, GrantRequest request, CustomerRecord customer, Instant now) {
        LocalDate first = request.effectiveOn().orElse(today(now, customer));
        Optional<Series> series =
                request.recurrence().map(recurrence -> new Series(recurrence, id, 1, first, request.expiresOn()));
        return new GrantTerms(
                tenant,
                id,
                customer.id(),
                request.name(),
                request.unit(),
                request.amount(),
                request.cost(),
                request.createInvoice(),
                first,
                request.expiresOn().or(() -> series.map(Series::end)),
                request.priority(),
                series,
                customer.timeZone(),
                now);
    }

    private static LocalDate today(Instant now, CustomerRecord customer) {
        return now.atZone(customer.timeZone()).toLocalDate();
    }
}
