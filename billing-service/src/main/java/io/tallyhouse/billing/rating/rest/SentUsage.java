package io.tallyhouse.billing.rating.rest;

import io.tallyhouse.billing.rating.Consumption;
import io.tallyhouse.billing.rating.Consumption.Events;
import io.tallyhouse.billing.rating.Consumption.GroupQuantity;
import io.tallyhouse.billing.rating.Consumption.Groups;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.TextMapInput;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The usage of a calculation in one of its forms; in the order a caller would look for a fault. */
record SentUsage(Field<BigDecimal> quantity, Field<List<String>> events, Field<List<GroupQuantity>> groups) {
    static SentUsage read(JsonInput input) {
        Field<BigDecimal> quantity = input.decimal("quantity");
        Field<List<String>> events = input.texts("events");
        events.optional().ifPresent(amounts -> checkAmounts(input, amounts));
        Field<List<GroupQuantity>> groups = input.objects("groups", SentUsage::group);
        return new SentUsage(quantity, events, groups);
    }

    /** Tells what the price needs; a price with faults of its own is left alone. */
    void checkAgainst(JsonInput input, Optional<PriceStructure> price) {
        long forms = List.of(quantity, events, groups).stream()
                .filter(field -> !field.isAbsent())
                .count();
        if (forms > 1) {
            input.refuse("", "give only one of 'quantity', 'events' and 'groups'");
        } else if (price.isEmpty()) {
            refuseNothing(input, forms);
        } else if (price.get() instanceof PriceStructure.Matrix && groups.isAbsent()) {
            input.refuse("groups", "is required: a MATRIX price looks at each group's usage");
        } else if (price.get() instanceof PriceStructure.Percentage percentage
                && percentage.isPerEvent()
                && events.isAbsent()) {
            input.refuse(
                    "events",
                    "is required: fixedFee, perEventMinimum, perEventMaximum and freeEvents look at each event's amount");
        } else if (!(price.get() instanceof PriceStructure.Flat)) {
            refuseNothing(input, forms);
        }
    }

    private static void refuseNothing(JsonInput input, long forms) {
        // of a broken price the model may still be known, and FLAT needs no quantity
        boolean isFlat = input.raw("price")
                .map(price -> price.path("model").asText().equals(PriceStructure.Model.FLAT.name()))
                .orElse(false);
        if (forms == 0 && !isFlat) {
            input.refuse("quantity", "is required by every model but FLAT; 'events' or 'groups' may take its place");
        }
    }

    boolean isQuantity() {
        return events.isAbsent() && groups.isAbsent();
    }

    /** Only where there was no fault. */
    Consumption consumption() {
        if (events.isPresent()) {
            return new Events(events.get().stream()
                    .map(amount -> new Quantity(Decimals.parse(amount).orElseThrow()))
                    .toList());
        }
        return groups.isPresent()
                ? new Groups(groups.get())
                : Consumption.of(new Quantity(quantity.or(BigDecimal.ONE)));
    }

    private static void checkAmounts(JsonInput input, List<String> amounts) {
        for (int index = 0; index < amounts.size(); index++) {
            if (Decimals.parse(amounts.get(index)).isEmpty()) {
                input.refuse(
                        "events/" + index,
                        "'" + amounts.get(index) + "' must be a decimal number in a string, as \"0.10\"");
            }
        }
    }

    private static GroupQuantity group(JsonInput input) {
        Map<String, String> values = new TreeMap<>();
        Optional<Map<String, Optional<String>>> sent = TextMapInput.read(input, "group");
        sent.ifPresent(group -> group.forEach((name, value) -> value.ifPresent(text -> values.put(name, text))));
        if (sent.isEmpty() && input.isValid()) {
            input.refuse("group", "is required, as {\"model\":\"m3\"}");
        }
        Field<BigDecimal> quantity = input.decimal("quantity").required();
        return input.build(() -> new GroupQuantity(values, new Quantity(quantity.get())));
    }
}
