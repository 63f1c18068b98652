package io.tallyhouse.billing.schedule.rest;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.DocumentTerms.Attachment;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleOptions.LateUsage;
import io.tallyhouse.contracts.billing.ScheduleOptions.Proration;
import io.tallyhouse.contracts.billing.ScheduleOptions.Renewal;
import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Reads what a schedule says beside its phases, from the fields {@code purchaseOrderNumber}, {@code reference}, {@code
 * memo}, {@code dueDays}, {@code attachments}, {@code rollUp}, {@code proration}, {@code lateUsage} and {@code renewal}.
 */
final class OptionsBody {
    private static final int DUE_DAYS_MAX = 365;
    private static final int ATTACHMENTS_MAX = 50;
    private static final int RENEWAL_MONTHS_MAX = 120;
    private static final BigDecimal UPLIFT_MAX = BigDecimal.valueOf(1_000);

    private OptionsBody() {}

    /** What is at fault is noted with the input, and has its standard in the answer. */
    static ScheduleOptions read(JsonInput input) {
        Field<String> purchaseOrderNumber = input.line("purchaseOrderNumber");
        Field<String> reference = input.line("reference");
        Field<String> memo = input.text("memo");
        Field<Integer> dueDays = input.integer("dueDays", 0, DUE_DAYS_MAX);
        Field<List<Attachment>> attachments = input.objects("attachments", OptionsBody::attachment)
                .check(list -> list.size() <= ATTACHMENTS_MAX, "must have at most " + ATTACHMENTS_MAX + " elements");
        Field<RollUp> rollUp = input.oneOf("rollUp", RollUp.class);
        Field<Proration> proration = input.oneOf("proration", Proration.class);
        Field<LateUsage> lateUsage = input.object("lateUsage", OptionsBody::lateUsage);
        Field<Renewal> renewal = input.object("renewal", OptionsBody::renewal);
        return new ScheduleOptions(
                new DocumentTerms(
                        purchaseOrderNumber.optional(),
                        reference.optional(),
                        memo.optional(),
                        dueDays.optional(),
                        attachments.or(List.of())),
                rollUp.or(RollUp.NONE),
                proration.or(Proration.DAYS),
                lateUsage.or(LateUsage.STANDARD),
                renewal.optional());
    }

    private static Attachment attachment(JsonInput input) {
        Field<String> name = input.line("name").required();
        Field<String> url = input.text("url")
                .required()
                .check(OptionsBody::isWebAddress, "must be an address as \"https://example.com/contract.pdf\"");
        return input.build(() -> new Attachment(name.get(), url.get()));
    }

    private static LateUsage lateUsage(JsonInput input) {
        Field<LateUsage.Policy> policy =
                input.oneOf("policy", LateUsage.Policy.class).required();
        Field<BigDecimal> threshold = PhaseBody.decimal(input, "threshold");
        return input.build(() -> new LateUsage(policy.get(), threshold.or(BigDecimal.ZERO)));
    }

    private static Renewal renewal(JsonInput input) {
        Field<Integer> months = input.integer("months", 1, RENEWAL_MONTHS_MAX).required();
        Field<BigDecimal> upliftPercent = PhaseBody.decimal(input, "upliftPercent")
                .check(
                        percent -> percent.signum() >= 0 && percent.compareTo(UPLIFT_MAX) <= 0,
                        "must be a percentage from 0 to " + UPLIFT_MAX);
        return input.build(() -> new Renewal(months.get(), upliftPercent.or(BigDecimal.ZERO)));
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
