package io.tallyhouse.catalog.customer;

import io.tallyhouse.contracts.catalog.AliasSpan;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of customers when a name is given, changes hands, or is taken away. */
public sealed interface AliasChange {
    int NAMES_MAX = 200;

    /** @param customers in the order to write them: who loses the name comes first; empty if all is so already */
    record Changed(List<CustomerRecord> customers) implements AliasChange {
        public Changed {
            customers = List.copyOf(customers);
        }
    }

    record Refused(Problem problem) implements AliasChange {}

    /**
     * The customer gets the name: for always, or from the first moment of a day in its own zone on. At that moment it
     * ends at whoever has it.
     *
     * @param holders every other customer that has the name at any time
     */
    static AliasChange assign(
            CustomerRecord customer, List<CustomerRecord> holders, String alias, Optional<LocalDate> from) {
        if (alias.equals(customer.id().value())) {
            return refusedAlias(alias, "is the customer's own id, which names its usage already");
        }
        if (holders.stream().anyMatch(holder -> alias.equals(holder.id().value()))) {
            return refusedAlias(alias, "is the id of a customer; an id never changes hands");
        }
        if (customer.aliases().size() + customer.aliasSpans().size() >= NAMES_MAX) {
            return refusedAlias(alias, "is one name too many: a customer has at most " + NAMES_MAX);
        }
        return from.isEmpty()
                ? assignAlways(customer, holders, alias)
                : assignFrom(
                        customer,
                        holders,
                        alias,
                        from.get().atStartOfDay(customer.timeZone()).toInstant());
    }

    /**
     * The name is the customer's no more: as if it never had been, or after a last day in the customer's zone.
     *
     * @return empty if the customer has no such alias
     */
    static Optional<AliasChange> withdraw(CustomerRecord customer, String alias, Optional<LocalDate> lastDay) {
        Optional<AliasSpan> newest = spans(customer, alias)
                .max(Comparator.comparing(span -> span.from().orElse(Instant.MIN)));
        return newest.map(span -> {
            CustomerRecord without = without(customer, span);
            if (lastDay.isEmpty()) {
                return new Changed(List.of(without));
            }
            Instant end =
                    lastDay.get().plusDays(1).atStartOfDay(customer.timeZone()).toInstant();
            if (span.from().isPresent() && !span.from().get().isBefore(end)) {
                return refused(
                        "?to",
                        "'" + lastDay.get() + "' is before the alias begins, "
                                + span.from().get() + "; leave it out to take the alias away as if it had never been");
            }
            if (span.to().isPresent() && span.to().get().isBefore(end)) {
                return refused(
                        "?to",
                        "'" + lastDay.get() + "' is after the alias ended, "
                                + span.to().get());
            }
            return new Changed(List.of(with(without, new AliasSpan(alias, span.from(), Optional.of(end)), customer)));
        });
    }

    private static AliasChange assignAlways(CustomerRecord customer, List<CustomerRecord> holders, String alias) {
        if (customer.aliases().contains(alias)) {
            return new Changed(List.of());
        }
        Optional<CustomerRecord> owner = Stream.concat(Stream.of(customer), holders.stream())
                .filter(holder -> spans(holder, alias).findAny().isPresent())
                .findFirst();
        return owner.<AliasChange>map(known -> new Refused(new Problem(
                        ProblemType.CONFLICT,
                        "a name has one owner at a time",
                        List.of(new Violation(
                                "/alias",
                                "'" + alias + "' belongs to customer '" + known.id()
                                        + "' at some time already; say with from, as \"2026-11-01\", from which day"
                                        + " on it changes hands")))))
                .orElseGet(() -> new Changed(
                        List.of(with(customer, new AliasSpan(alias, Optional.empty(), Optional.empty()), customer))));
    }

    private static AliasChange assignFrom(
            CustomerRecord customer, List<CustomerRecord> holders, String alias, Instant start) {
        Optional<AliasSpan> own =
                spans(customer, alias).filter(span -> span.contains(start)).findFirst();
        if (own.isPresent() && own.get().to().isEmpty()) {
            return new Changed(List.of());
        }
        for (CustomerRecord holder :
                Stream.concat(Stream.of(customer), holders.stream()).toList()) {
            Optional<Instant> later = spans(holder, alias)
                    .flatMap(span -> span.from().stream())
                    .filter(from -> !from.isBefore(start))
                    .findFirst();
            if (later.isPresent()) {
                return refused(
                        "/from",
                        "'" + alias + "' belongs to customer '" + holder.id() + "' from " + later.get()
                                + " on already; take that away first with DELETE /v1/customers/" + holder.id()
                                + "/aliases/…");
            }
        }
        List<CustomerRecord> changed = new ArrayList<>();
        for (CustomerRecord holder : holders) {
            spans(holder, alias)
                    .filter(span -> span.contains(start))
                    .findFirst()
                    .ifPresent(span -> changed.add(with(
                            without(holder, span), new AliasSpan(alias, span.from(), Optional.of(start)), holder)));
        }
        changed.add(own.map(span ->
                        with(without(customer, span), new AliasSpan(alias, span.from(), Optional.empty()), customer))
                .orElseGet(() -> with(customer, new AliasSpan(alias, Optional.of(start), Optional.empty()), customer)));
        return new Changed(changed);
    }

    /** Every stretch of time for which the customer has the alias; for always it is one without bounds. */
    private static Stream<AliasSpan> spans(CustomerRecord customer, String alias) {
        Stream<AliasSpan> always = customer.aliases().stream()
                .filter(alias::equals)
                .map(name -> new AliasSpan(name, Optional.empty(), Optional.empty()));
        return Stream.concat(
                always,
                customer.aliasSpans().stream().filter(span -> span.alias().equals(alias)));
    }

    private static CustomerRecord without(CustomerRecord customer, AliasSpan gone) {
        boolean always = gone.from().isEmpty() && gone.to().isEmpty();
        return customer.renamed(
                always
                        ? customer.aliases().stream()
                                .filter(name -> !name.equals(gone.alias()))
                                .toList()
                        : customer.aliases(),
                customer.aliasSpans().stream()
                        .filter(span -> !span.equals(gone))
                        .toList());
    }

    /** @param before what the customer was: all that is done at once is one version */
    private static CustomerRecord with(CustomerRecord customer, AliasSpan added, CustomerRecord before) {
        boolean always = added.from().isEmpty() && added.to().isEmpty();
        return before.renamed(
                always ? plus(customer.aliases(), added.alias()) : customer.aliases(),
                always ? customer.aliasSpans() : plus(customer.aliasSpans(), added));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    private static AliasChange refusedAlias(String alias, String reason) {
        return refused("/alias", "'" + alias + "' " + reason);
    }

    private static AliasChange refused(String pointer, String detail) {
        return new Refused(Problem.of(ProblemType.INVALID_INPUT, new Violation(pointer, detail)));
    }
}
