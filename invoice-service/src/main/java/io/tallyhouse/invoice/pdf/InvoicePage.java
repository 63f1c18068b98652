package io.tallyhouse.invoice.pdf;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.invoice.document.CustomerSnapshot;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceLine;
import io.tallyhouse.invoice.document.InvoiceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything the template shows, as text ready to be escaped.
 *
 * @param number the number, or what stands in its place on a draft
 * @param watermark across each page; empty on a final invoice
 * @param facts dates and references beside the addresses
 * @param totals the sums below the lines, the last being what is due
 */
record InvoicePage(
        String merchant,
        String number,
        String watermark,
        List<String> customer,
        List<Fact> facts,
        String currency,
        List<Line> lines,
        List<Fact> totals,
        String memo,
        String note) {
    /** A label and its value. */
    record Fact(String label, String value) {}

    /** One line, with how it was calculated. */
    record Line(
            int position,
            String description,
            String servicePeriod,
            String quantity,
            String net,
            List<Step> steps,
            String proof) {}

    /** One step of the calculation; the amount is empty if the step is none. */
    record Step(String detail, String amount) {}

    static InvoicePage of(Invoice invoice, String merchant) {
        InvoiceContent content = invoice.content();
        return new InvoicePage(
                PaperFormats.text(merchant),
                invoice.number().map(InvoiceNumber::text).orElse("Draft"),
                watermark(invoice),
                customer(content.customer()),
                facts(invoice),
                content.currency().code(),
                lines(content.lines()),
                totals(content),
                PaperFormats.text(content.terms().memo().orElse("")),
                note(invoice));
    }

    private static String watermark(Invoice invoice) {
        return switch (invoice.status()) {
            case DRAFT -> "DRAFT";
            case FINAL -> "";
            case VOIDED -> "VOID";
        };
    }

    private static String note(Invoice invoice) {
        return switch (invoice.status()) {
            case DRAFT -> "This is a draft. It is not an invoice and no payment is due.";
            case FINAL ->
                "Payment is due by "
                        + PaperFormats.day(invoice.content().dueDate()) + ". Please quote "
                        + invoice.number().map(InvoiceNumber::text).orElse("") + ".";
            case VOIDED -> "This document is void. No payment is due.";
        };
    }

    private static List<String> customer(CustomerSnapshot customer) {
        List<String> rows = new ArrayList<>(List.of(customer.legalName()));
        customer.address().ifPresent(address -> rows.addAll(rows(address)));
        if (customer.address().flatMap(Address::country).isEmpty()) {
            rows.add(customer.country());
        }
        customer.email().ifPresent(rows::add);
        return rows.stream().map(PaperFormats::text).toList();
    }

    private static List<String> rows(Address address) {
        String town = String.join(
                " ",
                Stream.of(address.postcode(), address.town())
                        .flatMap(Optional::stream)
                        .toList());
        return Stream.of(address.line1(), address.line2(), Optional.of(town), address.state(), address.country())
                .flatMap(Optional::stream)
                .filter(row -> !row.isBlank())
                .toList();
    }

    private static List<Fact> facts(Invoice invoice) {
        InvoiceContent content = invoice.content();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Invoice number", invoice.number().map(InvoiceNumber::text).orElse("not yet given")));
        facts.add(new Fact("Issue date", PaperFormats.day(content.issueDate())));
        facts.add(new Fact("Due date", PaperFormats.day(content.dueDate())));
        facts.add(new Fact("Billing period", PaperFormats.days(content.billingPeriod())));
        facts.add(new Fact("Customer", content.customer().id().value()));
        content.scheduleId().ifPresent(schedule -> facts.add(new Fact("Schedule", schedule.value())));
        content.terms()
                .purchaseOrderNumber()
                .ifPresent(number -> facts.add(new Fact("Purchase order", PaperFormats.text(number))));
        content.terms()
                .reference()
                .ifPresent(reference -> facts.add(new Fact("Reference", PaperFormats.text(reference))));
        return List.copyOf(facts);
    }

    private static List<Line> lines(List<InvoiceLine> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(index -> line(index + 1, lines.get(index)))
                .toList();
    }

    private static Line line(int position, InvoiceLine line) {
        return new Line(
                position,
                PaperFormats.text(line.description()),
                PaperFormats.days(line.servicePeriod()),
                PaperFormats.quantity(line.quantity()),
                PaperFormats.money(line.net()),
                line.steps().stream().map(InvoicePage::step).toList(),
                line.proof()
                        .map(proof -> "%,d events, fingerprint %s"
                                .formatted(proof.events(), proof.fingerprint().hex()))
                        .orElse(""));
    }

    private static Step step(RatingStep step) {
        return new Step(
                PaperFormats.text(step.detail()),
                step.amount().map(PaperFormats::amount).orElse(""));
    }

    private static List<Fact> totals(InvoiceContent content) {
        return List.of(
                new Fact("Net total", PaperFormats.money(content.totals().net())),
                new Fact("Tax", PaperFormats.money(content.totals().tax())),
                new Fact(
                        "Total " + content.currency(),
                        PaperFormats.money(content.totals().gross())));
    }
}
