package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.stack.demo.Demo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tallyhouse demo} does once the stack is up. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemoScenario {
    @Test
    void the_demo_confirms_its_invoices_and_confirms_them_again_when_it_is_repeated(@TempDir Path pdfs) {
        // Given
        Tenant tenant = SharedStack.newTenant("demo");
        List<String> shown = new ArrayList<>();
        // When
        boolean confirmed = new Demo(tenant.api(), line -> {}, pdfs).run(shown::add);
        List<String> numbers = numbers(tenant);
        boolean confirmedAgain = new Demo(tenant.api(), line -> {}, pdfs).run(shown::add);
        // Then
        assertThat(confirmed).as("%s", shown).isTrue();
        assertThat(confirmedAgain).as("%s", shown).isTrue();
        assertThat(numbers).hasSizeBetween(8, 12).doesNotContain("null", ""); // four customers, two or three months
        assertThat(numbers(tenant)).isEqualTo(numbers);
        assertThat(pdfs)
                .isDirectoryContaining(file -> file.getFileName().toString().endsWith("-00001.pdf"));
    }

    private static List<String> numbers(Tenant tenant) {
        return tenant.list("/v1/invoices?status=FINAL").stream()
                .map(invoice -> invoice.path("number").asText())
                .sorted()
                .toList();
    }
}
