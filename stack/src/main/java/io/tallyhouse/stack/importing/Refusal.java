package io.tallyhouse.stack.importing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A record that did not become an accepted event.
 *
 * @param line its first line, from 1
 * @param id of the event, if it was found
 */
record Refusal(long line, Optional<String> id, List<Reason> reasons) {
    Refusal {
        reasons = List.copyOf(reasons);
    }

    String words() {
        return "line " + line + ": " + reasons.stream().map(Reason::words).collect(Collectors.joining("; "));
    }
}
