package io.tallyhouse.stack.demo;

import java.time.Instant;

/** One LLM request of the sample. */
record DemoEvent(String id, String subject, Instant time, String model, long contextTokens, long generatedTokens) {
    String json() {
        return """
                {"id":"%s","type":"llm.request","subject":"%s","time":"%s","source":"demo",\
                "data":{"model":"%s","context_tokens":%d,"generated_tokens":%d}}""".formatted(id, subject, time, model, contextTokens, generatedTokens);
    }
}
