package io.tallyhouse.invoice.invoice;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.invoice.document.NumberSeries;
import io.tallyhouse.invoice.document.StepDecision;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@link Invoices} and {@link Drafts} in memory, one unit of work at a time. */
final class InMemoryInvoices implements Invoices, Drafts {
    private record Key(TenantId tenant, InvoiceId id) {
        static Key of(Invoice invoice) {
            return new Key(invoice.content().tenant(), invoice.content().id());
        }
    }

    private record Counter(TenantId tenant, NumberSeries series) {
        static Counter of(InvoiceContent content) {
            return new Counter(content.tenant(), content.series());
        }
    }

    private final Map<Key, ListedInvoice> byKey = new LinkedHashMap<>();
    private final Map<Counter, Long> counters = new HashMap<>();

    @Override
    public synchronized Uni<Void> add(List<NewInvoice> invoices) {
        for (NewInvoice added : invoices) {
            Key key = Key.of(added.draft());
            if (!byKey.containsKey(key)) {
                Invoice invoice = added.draft();
                if (added.finaliseAt().isPresent()) {
                    InvoiceNumber number = next(invoice.content());
                    invoice = added.draft().finalise(number, added.finaliseAt().get());
                    use(invoice.content(), number);
                }
                byKey.put(key, new ListedInvoice(byKey.size() + 1L, invoice));
            }
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Optional<Invoice>> find(TenantId tenant, InvoiceId id) {
        return Uni.createFrom()
                .item(Optional.ofNullable(byKey.get(new Key(tenant, id))).map(ListedInvoice::invoice));
    }

    @Override
    public synchronized Uni<List<ListedInvoice>> list(TenantId tenant, InvoiceFilter filter, Slice slice) {
        Comparator<ListedInvoice> oldestFirst = Comparator.comparing(ListedInvoice::sequence);
        List<ListedInvoice> found = byKey.values().stream()
                .filter(listed -> listed.invoice().content().tenant().equals(tenant))
                .filter(matches(filter))
                .filter(listed -> slice.after().isEmpty()
                        || listed.sequence() < slice.after().getAsLong())
                .filter(listed -> slice.before().isEmpty()
                        || listed.sequence() > slice.before().getAsLong())
                .sorted(slice.before().isPresent() ? oldestFirst : oldestFirst.reversed())
                .limit(slice.limit() + 1L)
                .toList();
        return Uni.createFrom().item(found);
    }

    @Override
    public synchronized Uni<StepOutcome> decide(
            TenantId tenant, InvoiceId id, Function<Invoice, StepDecision> decision) {
        ListedInvoice listed = byKey.get(new Key(tenant, id));
        if (listed == null) {
            return Uni.createFrom().item(new StepOutcome.Unknown());
        }
        try {
            return Uni.createFrom().item(settle(listed, decision.apply(listed.invoice())));
        } catch (RuntimeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    private StepOutcome settle(ListedInvoice listed, StepDecision decision) {
        if (decision instanceof StepDecision.Refused refused) {
            return new StepOutcome.Refused(refused);
        }
        InvoiceContent content = listed.invoice().content();
        InvoiceNumber number = listed.invoice().number().orElseGet(() -> next(content));
        Invoice taken = ((StepDecision.Granted) decision).withNumber().apply(number);
        use(content, number);
        byKey.put(Key.of(taken), new ListedInvoice(listed.sequence(), taken));
        return new StepOutcome.Taken(taken);
    }

    private InvoiceNumber next(InvoiceContent content) {
        return content.series().number(counters.getOrDefault(Counter.of(content), 0L) + 1);
    }

    private void use(InvoiceContent content, InvoiceNumber number) {
        counters.merge(Counter.of(content), number.sequence(), Math::max);
    }

    private static Predicate<ListedInvoice> matches(InvoiceFilter filter) {
        List<Predicate<Invoice>> wanted = new ArrayList<>();
        filter.customerId()
                .ifPresent(id ->
                        wanted.add(invoice -> invoice.content().customer().id().equals(id)));
        filter.status().ifPresent(status -> wanted.add(invoice -> invoice.status() == status));
        filter.scheduleId()
                .ifPresent(id ->
                        wanted.add(invoice -> invoice.content().scheduleId().equals(Optional.of(id))));
        return listed -> wanted.stream().allMatch(rule -> rule.test(listed.invoice()));
    }
}
