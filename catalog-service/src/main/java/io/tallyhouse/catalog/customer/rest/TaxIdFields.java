package io.tallyhouse.catalog.customer.rest;

import io.tallyhouse.contracts.catalog.CustomerRecord.TaxId;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.util.List;
import java.util.regex.Pattern;

/** The tax numbers of a customer, as callers send them. */
final class TaxIdFields {
    private static final int TAX_IDS_MAX = 20;
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    private TaxIdFields() {}

    /** Of no use where the input has faults. */
    static List<TaxId> read(JsonInput input) {
        List<TaxId> taxIds = input.objects("taxIds", TaxIdFields::taxId)
                .check(list -> list.size() <= TAX_IDS_MAX, "are too many: at most " + TAX_IDS_MAX + " are possible")
                .or(List.of());
        for (int index = 0; index < taxIds.size(); index++) {
            if (taxIds.indexOf(taxIds.get(index)) < index) {
                input.refuse(
                        "taxIds/" + index, "'" + taxIds.get(index).value() + "' is listed twice; leave it out here");
            }
        }
        return taxIds;
    }

    private static TaxId taxId(JsonInput input) {
        Field<String> type = input.text("type")
                .required()
                .check(
                        text -> TYPE.matcher(text).matches(),
                        "must be capital letters, digits and '_', as \"EU_VAT\" or \"US_EIN\"");
        Field<String> value = input.line("value").required();
        return input.build(() -> new TaxId(type.get(), value.get()));
    }
}
