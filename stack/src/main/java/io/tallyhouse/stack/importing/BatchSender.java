package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.stack.StackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Sends events until their fate is known: again after a refusal for now and after a lost answer, in halves if one of
 * them breaks the request. Used by several threads.
 */
final class BatchSender {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int WORDS_MAX = 300;

    private final ServerAccess server;
    private final BiFunction<String, String, Reason> reasons;
    private final Consumer<String> trouble;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicLong lastSuccessNanos = new AtomicLong(System.nanoTime());

    /**
     * @param reasons from pointer and detail of a fault that the server tells
     * @param trouble takes what goes on while nothing does
     */
    BatchSender(ServerAccess server, BiFunction<String, String, Reason> reasons, Consumer<String> trouble) {
        this.server = server;
        this.reasons = reasons;
        this.trouble = trouble;
    }

    /** One try: an answer, or why there was none. */
    private record Answer(int status, byte[] body, Optional<String> retryAfter) {
        String words() {
            String text = new String(body, StandardCharsets.UTF_8);
            return status + " " + (text.length() <= WORDS_MAX ? text : text.substring(0, WORDS_MAX) + "...");
        }
    }

    /**
     * Blocks until the fate of each event is known.
     *
     * @throws StackException if it cannot become known: wrong key, wrong address, or no success within the patience
     */
    BatchOutcome send(List<Outgoing> events) throws InterruptedException {
        byte[] body = body(events);
        for (RetryPause pause = new RetryPause(); ; ) {
            Optional<Answer> answer = Optional.empty();
            String failure;
            try {
                answer = Optional.of(post(body));
                failure = "the server answered " + answer.get().words();
            } catch (IOException e) {
                failure = server.url() + " cannot be reached (" + e + ")";
            }
            if (answer.isPresent() && !isPassing(answer.get().status())) {
                return outcome(answer.get(), events);
            }
            Duration wait = pause.next(answer.flatMap(Answer::retryAfter));
            requirePatience(failure, wait);
            trouble.accept(failure + "; trying again in " + (wait.toMillis() + 999) / 1000 + " s");
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        }
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    private BatchOutcome outcome(Answer answer, List<Outgoing> events) throws InterruptedException {
        lastSuccessNanos.set(System.nanoTime());
        int status = answer.status();
        if (status / 100 == 2 || status == 422) {
            return read(answer, events);
        }
        if (status == 400 || status == 413) {
            return inHalves(answer, events);
        }
        throw new StackException("the server answered " + answer.words() + "; " + mend(status)
                + ". What was sent is kept, start again to go on");
    }

    private static String mend(int status) {
        return switch (status) {
            case 401 -> "the access key is unknown or expired; give another with --key or TALLYHOUSE_ACCESS_KEY";
            case 403 -> "the access key may not send events; give one that has the scope events:write";
            case 404, 405 -> "there is no Tallyhouse at this address; name it with --url";
            default -> "this is no answer that events get; look at --url";
        };
    }

    /** Something in the request makes all of it unreadable: the halves tell what. */
    private BatchOutcome inHalves(Answer answer, List<Outgoing> events) throws InterruptedException {
        if (events.size() == 1) {
            Reason reason = Reason.ofRecord("the server answered " + answer.words());
            return new BatchOutcome(
                    0, 0, 0, List.of(new Refusal(events.get(0).line(), Optional.empty(), List.of(reason))));
        }
        int half = events.size() / 2;
        return send(events.subList(0, half)).plus(send(events.subList(half, events.size())));
    }

    private BatchOutcome read(Answer answer, List<Outgoing> events) {
        BatchOutcome outcome;
        try {
            JsonNode json = ContractJson.mapper().readTree(answer.body());
            List<Refusal> refusals = new ArrayList<>();
            for (JsonNode error : json.path("errors")) {
                refusals.add(refusal(error, events));
            }
            outcome = new BatchOutcome(
                    json.path("accepted").asLong(),
                    json.path("quarantined").asLong(),
                    json.path("duplicatesInRequest").asLong(),
                    refusals);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new StackException("the answer is not one to events: " + answer.words() + "; look at --url", e);
        }
        if (outcome.events() != events.size()) {
            throw new StackException(events.size() + " events were sent and the answer tells of " + outcome.events()
                    + ": " + answer.words() + "; look at --url, and start again to go on");
        }
        return outcome;
    }

    private Refusal refusal(JsonNode error, List<Outgoing> events) {
        List<Reason> told = new ArrayList<>();
        error.path("errors")
                .forEach(fault -> told.add(reasons.apply(
                        fault.path("pointer").asText(), fault.path("detail").asText())));
        return new Refusal(
                events.get(error.path("index").asInt(-1)).line(),
                Optional.ofNullable(error.get("id")).filter(JsonNode::isTextual).map(JsonNode::asText),
                told);
    }

    private Answer post(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.events())
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + server.accessKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(), response.body(), response.headers().firstValue("Retry-After"));
    }

    private static byte[] body(List<Outgoing> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(events.size() * 300);
        for (int index = 0; index < events.size(); index++) {
            body.write(index == 0 ? '[' : ',');
            body.writeBytes(events.get(index).json());
        }
        body.write(']');
        return body.toByteArray();
    }

    private void requirePatience(String failure, Duration wait) {
        Duration fruitless = Duration.ofNanos(System.nanoTime() - lastSuccessNanos.get());
        if (fruitless.plus(wait).compareTo(server.patience()) > 0) {
            throw new StackException(failure + ", and nothing was taken for " + fruitless.toSeconds()
                    + " s. Look whether the server runs (./tallyhouse doctor) and start again: the import goes on where"
                    + " it stands. --patience waits longer");
        }
    }
}
