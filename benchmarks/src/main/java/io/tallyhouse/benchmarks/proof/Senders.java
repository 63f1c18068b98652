package io.tallyhouse.benchmarks.proof;

import io.tallyhouse.benchmarks.proof.ProofLoad.Kind;
import io.tallyhouse.benchmarks.proof.ProofLoad.Send;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a load over several connections; all of one customer over the same, in order, for later versions must not overtake. */
final class Senders {
    private static final int LANES = 4;
    private static final int BATCH = 500;
    private static final int TRIES_MAX = 600;
    private static final long PAUSE_MILLIS = 200;

    private final ApiClient api;
    private final ProofLoad load;
    private final AtomicInteger sent = new AtomicInteger();

    Senders(ApiClient api, ProofLoad load) {
        this.api = api;
        this.load = load;
    }

    int sent() {
        return sent.get();
    }

    /** Completes when all is accepted. */
    CompletableFuture<Void> start() {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            int own = lane;
            running.add(CompletableFuture.runAsync(() -> run(own), lanes));
        }
        return CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> lanes.shutdownNow());
    }

    private void run(int lane) {
        List<String> batch = new ArrayList<>(BATCH);
        for (int index = 0; index < load.size(); index++) {
            Send send = load.get(index);
            if (send.happening().customer() % LANES != lane) {
                continue;
            }
            if (send.kind() == Kind.VOID) {
                flush(batch);
                Happening happening = send.happening();
                until202("DELETE", "/v1/events/" + happening.subject() + "/" + happening.id() + "?source=proof", null);
                sent.incrementAndGet();
            } else {
                batch.add(send.happening().json());
                if (batch.size() == BATCH) {
                    flush(batch);
                }
            }
        }
        flush(batch);
    }

    private void flush(List<String> batch) {
        if (!batch.isEmpty()) {
            until202("POST", "/v1/events", "[" + String.join(",", batch) + "]");
            sent.addAndGet(batch.size());
            batch.clear();
        }
    }

    /** As a good client does: what was not accepted is sent again, the same. */
    private void until202(String method, String path, @org.jspecify.annotations.Nullable String body) {
        String last = "";
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            try {
                ApiClient.Answer answer = api.send(method, path, body);
                if (answer.status() == 202) {
                    return;
                }
                last = answer.status() + " " + answer.text();
                if (answer.status() != 429 && answer.status() < 500) {
                    break;
                }
            } catch (StackException e) {
                last = String.valueOf(e.getMessage());
            }
            pause();
        }
        throw new StackException(method + " " + path + " is not accepted: " + last);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while sending");
        }
    }
}
