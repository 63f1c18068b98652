package io.tallyhouse.invoice.invoice.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.invoice.invoice.FinaliseInvoice;
import io.tallyhouse.invoice.invoice.StepOutcome;
import io.tallyhouse.invoice.invoice.VoidInvoice;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes the steps of an invoice; a step that is not legal is a conflict that names those that are. */
@Path("/v1/invoices/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.INVOICES)
@Tag(name = "Invoices")
public class InvoiceStepsResource {
    private final FinaliseInvoice finaliseInvoice;
    private final VoidInvoice voidInvoice;
    private final CurrentCaller caller;

    InvoiceStepsResource(FinaliseInvoice finaliseInvoice, VoidInvoice voidInvoice, CurrentCaller caller) {
        this.finaliseInvoice = finaliseInvoice;
        this.voidInvoice = voidInvoice;
        this.caller = caller;
    }

    @POST
    @Path("finalise")
    @Operation(summary = "Issue a draft: it gets its number and never changes again")
    public Uni<InvoiceResponse> finalise(@PathParam("id") String id) {
        return finaliseInvoice.execute(caller.tenant(), InvoicePath.id(id)).map(outcome -> answer(id, outcome));
    }

    @POST
    @Path("void")
    @Operation(summary = "Take a draft or an issued invoice back; its number stays taken")
    public Uni<InvoiceResponse> takeBack(@PathParam("id") String id) {
        return voidInvoice.execute(caller.tenant(), InvoicePath.id(id)).map(outcome -> answer(id, outcome));
    }

    private static InvoiceResponse answer(String id, StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Taken taken) {
            return InvoiceResponse.from(taken.invoice());
        }
        if (outcome instanceof StepOutcome.Refused refused) {
            throw ProblemException.conflict(refused.refusal().reason());
        }
        throw ProblemException.notFound("invoice", id);
    }
}
