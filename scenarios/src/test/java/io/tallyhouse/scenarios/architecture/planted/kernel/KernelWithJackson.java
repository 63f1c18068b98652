package io.tallyhouse.scenarios.architecture.planted.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Breaks: the kernel imports only the JDK. */
public final class KernelWithJackson {
    private final ObjectMapper mapper = new ObjectMapper();

    public ObjectMapper mapper() {
        return mapper;
    }
}
