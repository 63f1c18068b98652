package io.tallyhouse.metrics.generation.rest;

import io.tallyhouse.metrics.generation.CountingProgress.Progress;
import java.util.Optional;

/** @param known whether the end of the log is known; the others are 0 until it is */
record GenerationProgressResponse(boolean known, long records, long counted) {
    static GenerationProgressResponse from(Optional<Progress> progress) {
        return progress.map(found -> new GenerationProgressResponse(true, found.records(), found.counted()))
                .orElseGet(() -> new GenerationProgressResponse(false, 0, 0));
    }
}
