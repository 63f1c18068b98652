package io.tallyhouse.billing.schedule.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.billing.schedule.SentPhase;
import io.tallyhouse.billing.schedule.operation.AppendPhase;
import io.tallyhouse.billing.schedule.operation.CancelSchedule;
import io.tallyhouse.billing.schedule.operation.ChangePrices;
import io.tallyhouse.billing.schedule.operation.CompleteMilestone;
import io.tallyhouse.billing.schedule.operation.RenewSchedule;
import io.tallyhouse.billing.schedule.operation.RenewSchedule.Uplift;
import io.tallyhouse.billing.schedule.operation.ReplacePhases;
import io.tallyhouse.billing.schedule.operation.ResumeSchedule;
import io.tallyhouse.billing.schedule.operation.ScheduleOperation;
import io.tallyhouse.billing.schedule.operation.SuspendSchedule;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.PriceId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is to be done to a schedule. */
final class OperationBodies {
    private static final int MONTHS_MAX = 1_200;
    private static final BigDecimal PERCENT_MIN = BigDecimal.valueOf(-100);
    private static final BigDecimal PERCENT_MAX = BigDecimal.valueOf(1_000);

    private OperationBodies() {}

    /** {@code {"at":"NOW"|"PERIOD_END"|"DATE","date"?}} */
    static ScheduleOperation cancel(JsonInput input) {
        Field<CancelSchedule.At> at = input.oneOf("at", CancelSchedule.At.class).required();
        Field<LocalDate> date = PhaseBody.date(input, "date");
        at.optional().ifPresent(when -> {
            if (when == CancelSchedule.At.DATE) {
                date.required();
            } else {
                date.check(day -> false, "must be left out with " + when);
            }
        });
        return input.build(() -> new CancelSchedule(at.get(), date.optional()));
    }

    /** {@code {"from"?,"billed"?}} */
    static ScheduleOperation suspend(JsonInput input) {
        Field<LocalDate> from = PhaseBody.date(input, "from");
        Field<Boolean> billed = input.bool("billed");
        return input.build(() -> new SuspendSchedule(from.optional(), billed.or(false)));
    }

    /** {@code {"on"?}} */
    static ScheduleOperation resume(JsonInput input) {
        Field<LocalDate> on = PhaseBody.date(input, "on");
        return input.build(() -> new ResumeSchedule(on.optional()));
    }

    /** A phase. */
    static ScheduleOperation append(JsonInput input) {
        return new AppendPhase(PhaseBody.read(input));
    }

    /** {@code {"phases":[…]}} */
    static ScheduleOperation replace(JsonInput input) {
        Field<List<SentPhase>> phases = input.objects("phases", PhaseBody::read).required();
        return input.build(() -> new ReplacePhases(phases.get()));
    }

    /** {@code {"date"?}} */
    static ScheduleOperation complete(JsonInput input) {
        Field<LocalDate> date = PhaseBody.date(input, "date");
        return input.build(() -> new CompleteMilestone(date.optional()));
    }

    /** {@code {"months"|"endDate","uplift"?,"priceIds"?}} */
    static ScheduleOperation renew(JsonInput input) {
        Field<Integer> months = input.integer("months", 1, MONTHS_MAX);
        Field<LocalDate> endDate = PhaseBody.date(input, "endDate");
        Field<Uplift> uplift = input.object("uplift", OperationBodies::uplift);
        Field<List<PriceId>> priceIds = PhaseBody.priceIds(input);
        if (months.isAbsent() && endDate.isAbsent()) {
            input.refuse("months", "is required, or endDate is");
        }
        if (months.isPresent()) {
            endDate.check(day -> false, "must be left out with months");
        }
        priceIds.check(ids -> ids.stream().distinct().count() == ids.size(), "must name each price once");
        return input.build(() ->
                new RenewSchedule(months.optional(), endDate.optional(), uplift.optional(), priceIds.or(List.of())));
    }

    /** {@code {"replace":{"old":"new"},"on"?,"later"?}} */
    static ScheduleOperation change(ChangePrices.Kind kind, JsonInput input) {
        Map<PriceId, PriceId> replace = replacements(input);
        Field<LocalDate> on = PhaseBody.date(input, "on");
        Field<Boolean> later = input.bool("later");
        return input.build(() -> new ChangePrices(kind, replace, on.optional(), later.or(false)));
    }

    private enum UpliftType {
        PERCENT,
        INDEX
    }

    /** {@code {"type":"PERCENT","value"}} or {@code {"type":"INDEX","from","to"}} */
    private static Uplift uplift(JsonInput input) {
        Field<UpliftType> type = input.oneOf("type", UpliftType.class).required();
        if (!type.isPresent()) {
            throw input.refused();
        }
        if (type.get() == UpliftType.PERCENT) {
            Field<BigDecimal> value = PhaseBody.decimal(input, "value")
                    .required()
                    .check(
                            percent -> percent.compareTo(PERCENT_MIN) > 0 && percent.compareTo(PERCENT_MAX) <= 0,
                            "must be a percentage above " + PERCENT_MIN + " and up to " + PERCENT_MAX);
            return input.build(() -> new Uplift.Percent(value.get()));
        }
        Field<BigDecimal> from = positive(input, "from");
        Field<BigDecimal> to = positive(input, "to");
        return input.build(() -> new Uplift.Index(from.get(), to.get()));
    }

    private static Field<BigDecimal> positive(JsonInput input, String name) {
        return PhaseBody.decimal(input, name).required().check(value -> value.signum() > 0, "must be positive");
    }

    private static Map<PriceId, PriceId> replacements(JsonInput input) {
        Optional<JsonNode> node = input.raw("replace");
        Map<PriceId, PriceId> replacements = new LinkedHashMap<>();
        if (node.filter(JsonNode::isObject).filter(sent -> !sent.isEmpty()).isEmpty()) {
            input.refuse(
                    "replace", "must be an object with new price ids by old ones, as {\"basic\":\"professional\"}");
            return replacements;
        }
        node.get().properties().forEach(entry -> {
            boolean good = IdGrammar.accepts(entry.getKey())
                    && entry.getValue().isTextual()
                    && IdGrammar.accepts(entry.getValue().textValue());
            if (good) {
                replacements.put(
                        new PriceId(entry.getKey()),
                        new PriceId(entry.getValue().textValue()));
            } else {
                String key = entry.getKey().replace("~", "~0").replace("/", "~1");
                input.refuse("replace/" + key, "must be a price id for a price id: " + IdGrammar.DESCRIPTION);
            }
        });
        return replacements;
    }
}
