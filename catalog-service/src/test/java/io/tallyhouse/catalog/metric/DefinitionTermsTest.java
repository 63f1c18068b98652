package io.tallyhouse.catalog.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DefinitionTermsTest {
    @Test
    void a_definition_gets_its_next_version_only_when_it_changes() {
        // Given
        MetricDefinition first = terms("tokens").firstVersion(new TenantId("t"), new MetricId("m"));
        // When
        MetricDefinition same = terms("tokens").following(first);
        MetricDefinition other = terms("bytes").following(first);
        // Then
        assertThat(first.version()).isEqualTo(1);
        assertThat(same).isEqualTo(first);
        assertThat(other.version()).isEqualTo(2);
        // back to what was counted before is a new start too
        assertThat(terms("tokens").following(other).version()).isEqualTo(3);
    }

    private static DefinitionTerms terms(String property) {
        return new DefinitionTerms(
                "call",
                Aggregation.SUM,
                Optional.of(property),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of("model"),
                15,
                ResultOptions.NONE,
                Optional.empty());
    }
}
