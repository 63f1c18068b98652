package io.tallyhouse.contracts.billing;

import java.util.List;
import java.util.Optional;

/**
 * What a schedule has written on its documents.
 *
 * @param dueDays days from issue to due date; empty for the tenant's usual
 * @param attachments that go along with each document
 */
public record DocumentTerms(
        Optional<String> purchaseOrderNumber,
        Optional<String> reference,
        Optional<String> memo,
        Optional<Integer> dueDays,
        List<Attachment> attachments) {
    public static final DocumentTerms NONE =
            new DocumentTerms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public DocumentTerms {
        attachments = List.copyOf(attachments);
    }

    /** A file that lies elsewhere. */
    public record Attachment(String name, String url) {}
}
