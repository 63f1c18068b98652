package io.tallyhouse.benchmarks.search;

import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.ApiClient.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Searches at random, one after the other, each a page of 50. */
final class Searches {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int DEEP_PAGES = 20;

    private final ApiClient api;
    private final ArchivedEvents events;
    private final int count;
    private final SplittableRandom random = new SplittableRandom(7);

    Searches(ApiClient api, ArchivedEvents events, int count) {
        this.api = api;
        this.events = events;
        this.count = count;
    }

    /** What is searched for. */
    enum Kind {
        NEWEST("the newest, no filter", searches -> ""),
        SUBJECT("of a subject", searches -> "&subject=" + searches.subject()),
        CUSTOMER("of a customer with three names", searches -> "&customer=" + searches.customer()),
        TYPE("of a type, frequent or rare", searches -> "&type=" + searches.type()),
        TIME("of an hour", searches -> searches.hour()),
        SUBJECT_AND_TIME("of a subject in a day", searches -> "&subject=" + searches.subject() + searches.day()),
        TYPE_AND_TIME("of a type in a day", searches -> "&type=" + searches.type() + searches.day()),
        SUBJECT_AND_TYPE(
                "of a subject and a type", searches -> "&subject=" + searches.subject() + "&type=" + searches.type()),
        VOID("void", searches -> "&state=VOID" + searches.day()),
        SUPERSEDED("superseded", searches -> "&state=SUPERSEDED" + searches.day()),
        QUARANTINED("in quarantine (there is none)", searches -> "&state=QUARANTINED"),
        COUNTED("counted, of a customer", searches -> "&state=COUNTED&customer=" + searches.customer()),
        PROPERTY("a property that a quarter have", searches -> "&property.model=m2-code" + searches.day()),
        RARE_PROPERTY(
                "a property that one event has", searches -> "&property.trace=" + searches.trace() + searches.day()),
        DEEP("deep pages, no filter", searches -> searches.hour());

        private final String words;
        private final Function<Searches, String> filter;

        Kind(String words, Function<Searches, String> filter) {
            this.words = words;
            this.filter = filter;
        }

        String words() {
            return words;
        }
    }

    /**
     * How long answers took, in microseconds, in order.
     *
     * @param found events in all answers
     * @param unfinished answers with less than a page and a place to go on from
     */
    record Outcome(long[] micros, long found, int unfinished) {
        String percentile(int percent) {
            long at = micros[Math.min(micros.length - 1, micros.length * percent / 100)];
            return BigDecimal.valueOf(at / 100, 1).toPlainString();
        }

        Duration slowest1Percent() {
            return Duration.ofNanos(1_000 * micros[Math.min(micros.length - 1, micros.length * 99 / 100)]);
        }
    }

    Outcome run(Kind kind) {
        long[] micros = new long[count];
        long found = 0;
        int unfinished = 0;
        String next = "";
        String filter = "";
        for (int at = 0; at < count; at++) {
            boolean goesOn = kind == Kind.DEEP && at % DEEP_PAGES != 0 && !next.isEmpty();
            filter = goesOn ? filter : kind.filter.apply(this);
            String path = "/v1/events?limit=50" + filter + (goesOn ? "&after=" + next : "");
            long started = System.nanoTime();
            Answer answer = api.get(path);
            micros[at] = (System.nanoTime() - started) / 1_000;
            if (answer.status() != 200) {
                throw new IllegalStateException(path + ": " + answer.text());
            }
            int size = answer.json().path("items").size();
            next = answer.json().path("next").asText("");
            found += size;
            unfinished += size < 50 && !next.isEmpty() ? 1 : 0;
        }
        Arrays.sort(micros);
        return new Outcome(micros, found, unfinished);
    }

    private String subject() {
        return ArchivedEvents.subject(random.nextInt(ArchivedEvents.CUSTOMERS), random.nextInt(3));
    }

    private String customer() {
        return "customer-" + random.nextInt(SearchBenchmark.NAMED_CUSTOMERS);
    }

    private String type() {
        return ArchivedEvents.type(random.nextInt(ArchivedEvents.TYPES / 2));
    }

    private String trace() {
        return ArchivedEvents.trace(random.nextInt(events.count()));
    }

    private String hour() {
        return span(Duration.ofHours(1));
    }

    private String day() {
        return span(Duration.ofDays(1));
    }

    private String span(Duration length) {
        Instant from = events.end()
                .minus(MONTH)
                .plusSeconds(random.nextLong(MONTH.minus(length).toSeconds()));
        return "&from=" + from + "&to=" + from.plus(length);
    }
}
