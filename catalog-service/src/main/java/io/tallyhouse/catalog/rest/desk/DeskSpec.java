package io.tallyhouse.catalog.rest.desk;

/**
 * How a kind of record appears in the API.
 *
 * @param noun as problems name one, {@code customer}
 * @param path of the list, {@code /v1/customers}
 * @param idPrefix of generated ids, {@code cus}
 */
public record DeskSpec(String noun, String path, String idPrefix) {}
