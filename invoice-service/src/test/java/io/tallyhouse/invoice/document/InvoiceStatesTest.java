package io.tallyhouse.invoice.document;

import static io.tallyhouse.invoice.document.Documents.OCT_01;
import static io.tallyhouse.invoice.document.Documents.OCT_02;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.invoice.document.StepDecision.Granted;
import io.tallyhouse.invoice.document.StepDecision.Refused;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvoiceStatesTest {
    private final DraftInvoice draft = Documents.draft();
    private final InvoiceNumber first = draft.content().series().number(1);

    @Test
    void a_draft_has_no_number_and_can_be_finalised_or_voided() {
        assertThat(draft.number()).isEmpty();
        assertThat(draft.legalSteps()).containsExactlyInAnyOrder(InvoiceStep.FINALISE, InvoiceStep.VOID);
    }

    @Test
    void finalising_a_draft_gives_it_the_number_and_keeps_what_it_says() {
        // When
        FinalInvoice issued = draft.finalise(first, OCT_02);

        // Then
        assertThat(issued.status()).isEqualTo(InvoiceStatus.FINAL);
        assertThat(issued.number()).contains(first);
        assertThat(issued.finalisedAt()).contains(OCT_02);
        assertThat(issued.content()).isEqualTo(draft.content());
    }

    @Test
    void a_voided_draft_has_a_number_although_it_never_was_final() {
        // When
        VoidedInvoice voided = draft.voided(first, OCT_02);

        // Then
        assertThat(voided.number()).contains(first);
        assertThat(voided.finalisedAt()).isEmpty();
        assertThat(voided.voidedAt()).contains(OCT_02);
    }

    @Test
    void a_voided_invoice_keeps_the_number_it_was_issued_under() {
        // Given
        FinalInvoice issued = draft.finalise(first, OCT_01);
        InvoiceNumber another = draft.content().series().number(2);

        // When
        StepDecision decision = issued.decide(InvoiceStep.VOID, OCT_02);

        // Then
        Invoice voided = ((Granted) decision).withNumber().apply(another);
        assertThat(voided).isEqualTo(issued.voided(OCT_02));
        assertThat(voided.number()).contains(first);
        assertThat(voided.finalisedAt()).contains(OCT_01);
    }

    @Test
    void finalising_twice_is_refused_and_the_refusal_names_the_legal_steps() {
        // When
        StepDecision decision = draft.finalise(first, OCT_01).decide(InvoiceStep.FINALISE, OCT_02);

        // Then
        assertThat(decision)
                .isEqualTo(new Refused(InvoiceStep.FINALISE, InvoiceStatus.FINAL, Set.of(InvoiceStep.VOID)));
        assertThat(((Refused) decision).reason())
                .isEqualTo("FINALISE is not legal for an invoice that is FINAL; legal steps are VOID");
    }

    @Test
    void nothing_can_be_done_to_a_voided_document() {
        // Given
        VoidedInvoice voided = draft.voided(first, OCT_01);

        // Then
        for (InvoiceStep step : InvoiceStep.values()) {
            assertThat(voided.decide(step, OCT_02)).isEqualTo(new Refused(step, InvoiceStatus.VOIDED, Set.of()));
        }
    }

    @Test
    void a_number_of_another_year_is_not_taken() {
        // Given
        InvoiceNumber lastYears = InvoiceNumber.parse("INV-2025-00001");

        // Then
        assertThatThrownBy(() -> draft.finalise(lastYears, OCT_02))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INV-2025-00001");
    }
}
