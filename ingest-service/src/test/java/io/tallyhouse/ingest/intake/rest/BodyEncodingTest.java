package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kit.rest.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BodyEncodingTest {
    private static final byte[] TEXT = "{\"id\":\"e1\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void gzip_is_inflated_and_no_encoding_left_alone() throws IOException {
        assertThat(BodyEncoding.decode("gzip", gzip(TEXT), 100)).isEqualTo(TEXT);
        assertThat(BodyEncoding.decode(" GZIP ", gzip(TEXT), 100)).isEqualTo(TEXT);
        assertThat(BodyEncoding.decode(null, TEXT, 100)).isSameAs(TEXT);
        assertThat(BodyEncoding.decode("identity", TEXT, 100)).isSameAs(TEXT);
    }

    @Test
    void the_limit_counts_inflated_bytes_and_a_bomb_is_given_up_at_it() throws IOException {
        // Given 100 MB of zeros in 100 kB
        byte[] bomb = gzip(new byte[100_000_000]);

        // Then
        assertThat(bomb.length).isLessThan(110_000);
        assertThatThrownBy(() -> BodyEncoding.decode("gzip", bomb, 1_048_576))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().type()).isEqualTo(ProblemType.BODY_TOO_LARGE));
        assertThat(BodyEncoding.decode("gzip", gzip(new byte[100]), 100)).hasSize(100);
        assertThatThrownBy(() -> BodyEncoding.decode("gzip", gzip(new byte[101]), 100))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void what_is_no_gzip_or_cut_or_changed_is_malformed() throws IOException {
        // Given
        byte[] whole = gzip(TEXT);
        byte[] changed = whole.clone();
        changed[changed.length - 6] ^= 1;

        // Then
        assertThat(List.of(TEXT, new byte[0], Arrays.copyOf(whole, whole.length - 4), changed))
                .allSatisfy(body -> assertThatThrownBy(() -> BodyEncoding.decode("gzip", body, 100))
                        .isInstanceOf(MalformedJson.class));
    }

    @Test
    void other_encodings_are_not_supported() {
        assertThat(List.of("br", "deflate", "gzip, gzip", "zstd"))
                .allSatisfy(encoding -> assertThatThrownBy(() -> BodyEncoding.decode(encoding, TEXT, 100))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refused -> assertThat(refused.problem().type())
                                        .isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE)));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
