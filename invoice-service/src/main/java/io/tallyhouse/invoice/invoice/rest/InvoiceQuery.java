package io.tallyhouse.invoice.invoice.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.invoice.document.InvoiceStatus;
import io.tallyhouse.invoice.invoice.InvoiceFilter;
import io.tallyhouse.invoice.invoice.Slice;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kit.rest.PageRequest;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which invoices a list names, as sent; absent parameters are null. */
final class InvoiceQuery {
    @QueryParam("customerId")
    @Nullable
    String customerId;

    @QueryParam("status")
    @Parameter(schema = @Schema(implementation = InvoiceStatus.class))
    @Nullable
    String status;

    @QueryParam("scheduleId")
    @Nullable
    String scheduleId;

    /** @throws InvalidInput with every fault */
    InvoiceFilter filter() {
        List<Violation> faults = new ArrayList<>();
        Optional<String> customer = id("?customerId", customerId, faults);
        Optional<String> schedule = id("?scheduleId", scheduleId, faults);
        Optional<InvoiceStatus> wanted = wantedStatus(faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new InvoiceFilter(customer.map(CustomerId::new), wanted, schedule.map(ScheduleId::new));
    }

    static Slice slice(PageRequest page) {
        return new Slice(page.limit(), page.after(), page.before());
    }

    private static Optional<String> id(String pointer, @Nullable String text, List<Violation> faults) {
        if (text != null && !IdGrammar.accepts(text)) {
            faults.add(new Violation(pointer, "'" + shown(text) + "' must be " + IdGrammar.DESCRIPTION));
            return Optional.empty();
        }
        return Optional.ofNullable(text);
    }

    private Optional<InvoiceStatus> wantedStatus(List<Violation> faults) {
        String text = status;
        if (text == null) {
            return Optional.empty();
        }
        Optional<InvoiceStatus> known = Arrays.stream(InvoiceStatus.values())
                .filter(candidate -> candidate.name().equals(text))
                .findFirst();
        if (known.isEmpty()) {
            faults.add(new Violation(
                    "?status", "'" + shown(text) + "' must be one of " + Arrays.toString(InvoiceStatus.values())));
        }
        return known;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }
}
