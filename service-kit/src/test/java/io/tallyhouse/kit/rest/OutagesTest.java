package io.tallyhouse.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutagesTest {
    @ParameterizedTest
    @CsvSource({"57P01,true", "57P03,true", "08006,true", "53300,true", "23505,false", "22021,false", "42P01,false"})
    void the_database_says_whether_it_is_away_or_was_asked_wrongly(String sqlState, boolean away) {
        assertThat(Outages.isOne(new PgException("said", "FATAL", sqlState, "detail")))
                .isEqualTo(away);
    }

    @Test
    void a_refused_connection_is_an_outage_however_deep_it_lies() {
        assertThat(Outages.isOne(new CompletionException(new IllegalStateException(new ConnectException("refused")))))
                .isTrue();
    }

    @Test
    void a_mistake_of_ours_is_none() {
        assertThat(Outages.isOne(new IllegalStateException("a bug"))).isFalse();
    }
}
