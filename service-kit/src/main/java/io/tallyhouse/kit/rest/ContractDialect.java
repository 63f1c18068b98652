package io.tallyhouse.kit.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.tallyhouse.contracts.json.ContractJson;
import jakarta.inject.Singleton;

/** The REST layer speaks the same JSON as the topics. */
@Singleton
final class ContractDialect implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        ContractJson.configure(mapper);
    }
}
