package io.tallyhouse.invoice.invoice.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceLine;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.invoice.invoice.FindInvoices;
import io.tallyhouse.invoice.invoice.ListedInvoice;
import io.tallyhouse.invoice.invoice.PrintedInvoices;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows invoices, their lines and their printed page. */
@Path("/v1/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invoices")
public class InvoicesResource {
    private static final String PDF = "application/pdf";

    private final FindInvoices findInvoices;
    private final PrintedInvoices printedInvoices;
    private final CurrentCaller caller;

    InvoicesResource(FindInvoices findInvoices, PrintedInvoices printedInvoices, CurrentCaller caller) {
        this.findInvoices = findInvoices;
        this.printedInvoices = printedInvoices;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "List invoices, newest first")
    public Uni<Page<InvoiceResponse>> list(@BeanParam InvoiceQuery query, @BeanParam PageParameters pages) {
        PageRequest page = pages.request();
        return findInvoices
                .list(caller.tenant(), query.filter(), InvoiceQuery.slice(page))
                .map(found -> Page.of(
                        page, found, ListedInvoice::sequence, listed -> InvoiceResponse.from(listed.invoice())));
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Get an invoice with its lines")
    public Uni<InvoiceResponse> get(@PathParam("id") String id) {
        return invoice(id).map(InvoiceResponse::from);
    }

    @GET
    @Path("{id}/lines/{position}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Get one line, with how it was calculated and which events it bills; positions count from 1")
    public Uni<InvoiceLineResponse> line(@PathParam("id") String id, @PathParam("position") String position) {
        return invoice(id).map(invoice -> InvoiceLineResponse.from(lineAt(invoice, position)));
    }

    @GET
    @Path("{id}/pdf")
    @Produces(PDF)
    @RequiresScope(Scope.READ)
    @Operation(summary = "Get the printed page; a draft's is marked DRAFT, a voided one's VOID")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> pdf(@PathParam("id") String id) {
        return invoice(id)
                .chain(invoice -> printedInvoices
                        .print(invoice)
                        .map(pdf -> Response.ok(pdf, PDF)
                                .header(
                                        HttpHeaders.CONTENT_DISPOSITION,
                                        "inline; filename=\"" + fileName(invoice) + "\"")
                                .build()));
    }

    private Uni<Invoice> invoice(String id) {
        return findInvoices
                .byId(caller.tenant(), InvoicePath.id(id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("invoice", id)));
    }

    private static InvoiceLine lineAt(Invoice invoice, String position) {
        List<InvoiceLine> lines = invoice.content().lines();
        if (position.matches("[1-9][0-9]{0,8}") && Integer.parseInt(position) <= lines.size()) {
            return lines.get(Integer.parseInt(position) - 1);
        }
        throw ProblemException.notFound("line", position);
    }

    private static String fileName(Invoice invoice) {
        String name = invoice.number()
                .map(InvoiceNumber::text)
                .orElseGet(() -> invoice.content().id().value());
        return name + ".pdf";
    }
}
