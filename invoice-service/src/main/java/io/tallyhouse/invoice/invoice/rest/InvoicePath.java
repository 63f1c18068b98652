package io.tallyhouse.invoice.invoice.rest;

import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kit.rest.ProblemException;

/** The invoice that a path names. */
final class InvoicePath {
    private InvoicePath() {}

    /** @throws ProblemException 404 for a text that is no id: it names nothing */
    static InvoiceId id(String text) {
        if (!IdGrammar.accepts(text)) {
            throw ProblemException.notFound("invoice", text);
        }
        return new InvoiceId(text);
    }
}
