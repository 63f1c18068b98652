package io.tallyhouse.billing.schedule.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tallyhouse.billing.schedule.OptionRules;
import io.tallyhouse.billing.schedule.PhaseRules;
import io.tallyhouse.billing.schedule.PhaseTermsRules;
import io.tallyhouse.billing.schedule.ScheduleDraft;
import io.tallyhouse.billing.schedule.ScheduleReferences;
import io.tallyhouse.billing.schedule.ScheduleRequest;
import io.tallyhouse.billing.schedule.SentPhase;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the body of POST and PUT: {@code {"id"?,"customerId","startDate","endDate"?,"billingDay","currency",
 * "autoFinalise"?,"phases":[…]}}, phases as {@link PhaseBody} says, with the options of {@link OptionsBody}.
 *
 * @param id chosen by the caller, if it is
 */
record ScheduleBody(Optional<String> id, ScheduleRequest request) {
    static ScheduleBody read(JsonInput input) {
        Field<String> id = input.id("id");
        Field<String> customerId = input.id("customerId").required();
        Field<LocalDate> startDate = PhaseBody.date(input, "startDate").required();
        Field<LocalDate> endDate = PhaseBody.date(input, "endDate");
        Field<Integer> billingDay = input.integer("billingDay", 1, 31).required();
        Field<CurrencyCode> currency = input.currency("currency").required();
        Field<Boolean> autoFinalise = input.bool("autoFinalise");
        Field<List<SentPhase>> phases = input.objects("phases", PhaseBody::read).required();
        ScheduleOptions options = OptionsBody.read(input);
        List<Violation> faults =
                new ArrayList<>(OptionRules.violations(options, endDate.optional(), currency.optional()));
        if (startDate.isPresent() && phases.isPresent()) {
            faults.addAll(PhaseRules.violations(startDate.get(), endDate.optional(), phases.get()));
        }
        Map<String, PhaseRecord> terms = ScheduleReferences.byPointer(
                phases.or(List.of()).stream().map(SentPhase::terms).toList());
        currency.optional()
                .ifPresent(code -> terms.forEach(
                        (pointer, phase) -> faults.addAll(PhaseTermsRules.violations(phase, code, pointer))));
        faults.forEach(fault -> input.refuse(fault.pointer().substring(1), fault.detail()));
        ScheduleReferences references = new ScheduleReferences(
                customerId.optional().map(CustomerId::new),
                currency.optional(),
                prices(input),
                terms,
                Optional.empty());
        try {
            ScheduleDraft draft = input.build(() -> new ScheduleDraft(
                    new CustomerId(customerId.get()),
                    startDate.get(),
                    endDate.optional(),
                    billingDay.get(),
                    currency.get(),
                    autoFinalise.or(false),
                    SentPhase.dated(phases.get()),
                    SentPhase.pending(phases.get()),
                    options));
            return new ScheduleBody(id.optional(), new ScheduleRequest(references, List.of(), Optional.of(draft)));
        } catch (InvalidInput e) {
            // told together with what the look at the references finds
            return new ScheduleBody(id.optional(), new ScheduleRequest(references, e.violations(), Optional.empty()));
        }
    }

    /** With the fault that a PUT names another id than its path, if it does. */
    ScheduleBody at(String pathId) {
        if (id.isEmpty() || id.get().equals(pathId)) {
            return this;
        }
        List<Violation> faults = new ArrayList<>(request.faults());
        faults.add(new Violation("/id", "'" + id.get() + "' must be '" + pathId + "', as in the path, or be left out"));
        return new ScheduleBody(id, new ScheduleRequest(request.references(), faults, Optional.empty()));
    }

    /** All price ids that can be read, also from phases with faults. */
    private static Map<String, PriceId> prices(JsonInput input) {
        Map<String, PriceId> prices = new LinkedHashMap<>();
        JsonNode phases = input.raw("phases").filter(JsonNode::isArray).orElse(MissingNode.getInstance());
        int phaseCount = Math.min(phases.size(), PhaseRules.PHASES_MAX);
        for (int phase = 0; phase < phaseCount; phase++) {
            JsonNode ids = phases.path(phase).path("priceIds");
            for (int index = 0; index < Math.min(ids.size(), PhaseRules.PRICES_MAX); index++) {
                JsonNode id = ids.path(index);
                if (id.isTextual() && IdGrammar.accepts(id.textValue())) {
                    prices.put(ScheduleReferences.pricePointer(phase, index), new PriceId(id.textValue()));
                }
            }
        }
        return prices;
    }
}
