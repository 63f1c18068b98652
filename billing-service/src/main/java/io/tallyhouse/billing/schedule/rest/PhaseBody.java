package io.tallyhouse.billing.schedule.rest;

import io.tallyhouse.billing.schedule.PhaseRules;
import io.tallyhouse.billing.schedule.SentPhase;
import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.SeatScope;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads a phase: {@code {"name"?,"startDate","endDate"?,"months"?,"recurrence"?,"milestone"?,"priceIds":[…],"uplift"?,
 * "discounts"?:[…],"minimums"?:[…],"maximums"?:[…]}}.
 */
final class PhaseBody {
    private static final int MONTHS_MAX = 1_200;
    private static final String DATE_MEND = "must be from " + PhaseRules.DATE_MIN + " to " + PhaseRules.DATE_MAX;

    private PhaseBody() {}

    static SentPhase read(JsonInput input) {
        Field<String> name = input.line("name");
        Field<LocalDate> startDate = date(input, "startDate");
        Field<LocalDate> endDate = date(input, "endDate");
        Field<Integer> months = input.integer("months", 1, MONTHS_MAX);
        Field<Recurrence> recurrence = input.oneOf("recurrence", Recurrence.class);
        Field<Boolean> milestone = input.bool("milestone");
        Field<List<PriceId>> priceIds = priceIds(input).required();
        Field<BigDecimal> uplift = decimal(input, "uplift").check(factor -> factor.signum() > 0, "must be positive");
        Field<List<PhaseDiscount>> discounts = input.objects("discounts", PhaseBody::discount);
        Field<List<PhaseBound>> minimums = input.objects("minimums", PhaseBody::bound);
        Field<List<PhaseBound>> maximums = input.objects("maximums", PhaseBody::bound);
        return input.build(() -> new SentPhase(
                startDate.optional(),
                endDate.optional(),
                months.optional(),
                new PhaseRecord(
                        name.optional(),
                        startDate.or(PhaseRules.DATE_MIN),
                        endDate.optional(),
                        recurrence.or(Recurrence.CONTINUE),
                        milestone.or(false),
                        priceIds.get(),
                        uplift.optional().filter(factor -> factor.compareTo(BigDecimal.ONE) != 0),
                        discounts.or(List.of()),
                        minimums.or(List.of()),
                        maximums.or(List.of()))));
    }

    static Field<LocalDate> date(JsonInput input, String name) {
        return input.date(name)
                .check(date -> !date.isBefore(PhaseRules.DATE_MIN) && !date.isAfter(PhaseRules.DATE_MAX), DATE_MEND);
    }

    static Field<BigDecimal> decimal(JsonInput input, String name) {
        return input.decimal(name).map(Decimals::canonical);
    }

    static Field<List<PriceId>> priceIds(JsonInput input) {
        Field<List<String>> texts = input.texts("priceIds");
        List<String> ids = texts.or(List.of());
        for (int index = 0; index < ids.size(); index++) {
            if (!IdGrammar.accepts(ids.get(index))) {
                input.refuse("priceIds/" + index, "'" + ids.get(index) + "' must be " + IdGrammar.DESCRIPTION);
            }
        }
        boolean good = ids.stream().allMatch(IdGrammar::accepts);
        return texts.map(sent -> good ? sent.stream().map(PriceId::new).toList() : List.of());
    }

    private static PhaseDiscount discount(JsonInput input) {
        Field<PhaseDiscount.Type> type =
                input.oneOf("type", PhaseDiscount.Type.class).required();
        Field<BigDecimal> value = decimal(input, "value").required();
        Field<String> message = input.line("message");
        Field<List<PriceId>> priceIds = priceIds(input);
        Field<Boolean> separateLine = input.bool("separateLine");
        Field<SeatScope> seats = input.oneOf("seats", SeatScope.class);
        Field<LocalDate> from = date(input, "from");
        Field<LocalDate> to = date(input, "to");
        return input.build(() -> new PhaseDiscount(
                type.get(),
                value.get(),
                message.optional(),
                priceIds.or(List.of()),
                separateLine.or(false),
                seats.or(SeatScope.ALL),
                from.optional(),
                to.optional()));
    }

    private static PhaseBound bound(JsonInput input) {
        Field<BigDecimal> amount = decimal(input, "amount").required();
        Field<List<PriceId>> priceIds = priceIds(input);
        return input.build(() -> new PhaseBound(amount.get(), priceIds.or(List.of())));
    }
}
