package io.tallyhouse.invoice.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.id.RunId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvoiceIdsTest {
    @Test
    void a_runs_document_has_the_runs_id_under_its_own_prefix() {
        assertThat(InvoiceIds.of(new RunId("run_01JA2B3C")).value()).isEqualTo("inv_01JA2B3C");
    }

    @Test
    void a_run_without_the_prefix_never_meets_one_with_it() {
        assertThat(InvoiceIds.of(new RunId("01JA2B3C"))).isNotEqualTo(InvoiceIds.of(new RunId("run_01JA2B3C")));
    }

    @Test
    void the_longest_run_id_still_gives_an_id() {
        assertThat(InvoiceIds.of(new RunId("r".repeat(64))).value()).hasSize(36);
    }
}
