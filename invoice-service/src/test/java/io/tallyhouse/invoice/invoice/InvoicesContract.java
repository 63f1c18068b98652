package io.tallyhouse.invoice.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.invoice.document.DraftInvoice;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.invoice.document.InvoiceStatus;
import io.tallyhouse.invoice.document.InvoiceStep;
import io.tallyhouse.invoice.document.StepDecision;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What every store of invoices keeps to. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class InvoicesContract {
    private static final Instant OCT_01 = Instant.parse("2026-10-01T08:00:00Z");
    private static final InvoiceFilter ALL = new InvoiceFilter(Optional.empty(), Optional.empty(), Optional.empty());
    private static final InvoiceId INV_A = new InvoiceId("inv_a");
    private static final InvoiceId INV_B = new InvoiceId("inv_b");

    private final TenantId tenant =
            new TenantId("c-" + UUID.randomUUID().toString().substring(0, 8));
    private final Requests requests = Requests.of(tenant);

    abstract Invoices invoices();

    /** In a transaction of its own. */
    abstract void add(List<NewInvoice> invoices);

    @Test
    void a_document_is_found_as_it_was_added() {
        // Given
        NewInvoice added = draft(requests, "run_a");

        // When
        add(List.of(added));

        // Then
        assertThat(find(INV_A)).contains(added.draft());
    }

    @Test
    void a_document_of_no_schedule_is_found_as_it_was_added() {
        // Given
        DraftInvoice draft = new DraftInvoice(DraftInvoices.content(requests.ofNoSchedule("run_a"), OCT_01));

        // When
        add(List.of(new NewInvoice(draft, Optional.empty())));

        // Then
        assertThat(find(INV_A)).contains(draft);
        assertThat(draft.content().scheduleId()).isEmpty();
    }

    @Test
    void a_document_is_unknown_to_other_tenants() {
        // Given
        add(List.of(draft(requests, "run_a")));
        TenantId other = new TenantId("other");

        // Then
        assertThat(invoices().find(other, INV_A).await().indefinitely()).isEmpty();
        assertThat(decide(other, INV_A)).isEqualTo(new StepOutcome.Unknown());
        assertThat(find(INV_A).map(Invoice::status)).contains(InvoiceStatus.DRAFT);
    }

    @Test
    void what_is_there_already_stays_as_it_is() {
        // Given
        add(List.of(draft(requests, "run_a")));
        decide(tenant, INV_A);
        Optional<Invoice> issued = find(INV_A);

        // When
        add(List.of(draft(requests, "run_a"), draft(requests.finalisedAtOnce(), "run_a")));

        // Then
        assertThat(issued.map(Invoice::status)).contains(InvoiceStatus.FINAL);
        assertThat(find(INV_A)).isEqualTo(issued);
    }

    @Test
    void documents_to_be_finalised_at_once_are_numbered_in_their_order_year_by_year() {
        // When
        add(List.of(
                draft(requests.finalisedAtOnce().issuedOn("2027-01-01"), "run_c"),
                draft(requests.finalisedAtOnce(), "run_b"),
                draft(requests.finalisedAtOnce(), "run_a")));

        // Then
        assertThat(number(new InvoiceId("inv_c"))).contains("INV-2027-00001");
        assertThat(number(INV_B)).contains("INV-2026-00001");
        assertThat(number(INV_A)).contains("INV-2026-00002");
    }

    @Test
    void a_refused_step_changes_nothing_and_uses_no_number() {
        // Given
        add(List.of(draft(requests, "run_a"), draft(requests, "run_b")));
        decide(tenant, INV_A);
        Optional<Invoice> issued = find(INV_A);

        // When
        StepOutcome again = decide(tenant, INV_A);

        // Then
        assertThat(again).isInstanceOf(StepOutcome.Refused.class);
        assertThat(find(INV_A)).isEqualTo(issued);
        decide(tenant, INV_B);
        assertThat(number(INV_B)).contains("INV-2026-00002");
    }

    @Test
    void a_step_that_fails_after_it_was_given_a_number_leaves_no_gap() {
        // Given
        add(List.of(draft(requests, "run_a")));

        // When
        assertThatThrownBy(() -> invoices()
                        .decide(
                                tenant,
                                INV_A,
                                invoice -> new StepDecision.Granted(InvoiceStep.FINALISE, number -> {
                                    throw new IllegalStateException("after " + number);
                                }))
                        .await()
                        .indefinitely())
                .hasMessage("after INV-2026-00001");

        // Then
        assertThat(find(INV_A).map(Invoice::status)).contains(InvoiceStatus.DRAFT);
        decide(tenant, INV_A);
        assertThat(number(INV_A)).contains("INV-2026-00001");
    }

    @Test
    void a_slice_has_one_document_more_than_asked_for_if_the_list_goes_on() {
        // Given
        add(List.of(draft(requests, "run_1"), draft(requests, "run_2"), draft(requests, "run_3")));

        // When
        List<ListedInvoice> newest = list(ALL, new Slice(1, OptionalLong.empty(), OptionalLong.empty()));
        List<ListedInvoice> older =
                list(ALL, new Slice(2, OptionalLong.of(newest.get(1).sequence()), OptionalLong.empty()));
        List<ListedInvoice> newer = list(
                ALL,
                new Slice(2, OptionalLong.empty(), OptionalLong.of(older.get(0).sequence())));

        // Then
        assertThat(newest).extracting(InvoicesContract::id).containsExactly("inv_3", "inv_2");
        assertThat(older).extracting(InvoicesContract::id).containsExactly("inv_1");
        assertThat(newer).extracting(InvoicesContract::id).containsExactly("inv_2", "inv_3");
    }

    @Test
    void a_list_is_narrowed_by_customer_and_status() {
        // Given
        add(List.of(draft(requests, "run_a"), draft(requests, "run_b"), draft(requests.customer("globex"), "run_c")));
        decide(tenant, INV_B);
        Slice slice = new Slice(10, OptionalLong.empty(), OptionalLong.empty());

        // Then
        InvoiceFilter draftsOfAcme = new InvoiceFilter(
                Optional.of(new CustomerId("acme")), Optional.of(InvoiceStatus.DRAFT), Optional.empty());
        assertThat(list(draftsOfAcme, slice)).extracting(InvoicesContract::id).containsExactly("inv_a");
    }

    private static NewInvoice draft(Requests of, String run) {
        DraftInvoice draft = new DraftInvoice(DraftInvoices.content(of.run(run), OCT_01));
        return new NewInvoice(draft, of.autoFinalise() ? Optional.of(OCT_01) : Optional.empty());
    }

    private StepOutcome decide(TenantId by, InvoiceId id) {
        return invoices()
                .decide(by, id, invoice -> invoice.decide(InvoiceStep.FINALISE, OCT_01))
                .await()
                .indefinitely();
    }

    private Optional<Invoice> find(InvoiceId id) {
        return invoices().find(tenant, id).await().indefinitely();
    }

    private Optional<String> number(InvoiceId id) {
        return find(id).flatMap(Invoice::number).map(InvoiceNumber::text);
    }

    private List<ListedInvoice> list(InvoiceFilter filter, Slice slice) {
        return invoices().list(tenant, filter, slice).await().indefinitely();
    }

    private static String id(ListedInvoice listed) {
        return listed.invoice().content().id().value();
    }
}
