package io.tallyhouse.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackingServicesIT {
    @Test
    void the_shared_pair_is_started_once_and_both_servers_answer() throws Exception {
        // Given
        BackingServices services = BackingServices.shared();
        // When
        KafkaTopics.ensure(services.kafkaBootstrapServers(), List.of(new TopicSpec("shared", 2, Map.of())));
        PostgresDatabase database = services.createDatabase("shared");
        PostgresDatabase again = services.createDatabase("shared");
        // Then
        assertThat(BackingServices.shared()).isSameAs(services);
        assertThat(again).isEqualTo(database);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", services.kafkaBootstrapServers()));
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            assertThat(admin.listTopics().names().get()).contains("shared");
            assertThat(connection.isValid(5)).isTrue();
        }
    }
}
