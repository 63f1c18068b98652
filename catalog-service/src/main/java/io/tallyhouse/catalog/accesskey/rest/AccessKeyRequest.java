package io.tallyhouse.catalog.accesskey.rest;

import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An access key as callers ask for it. */
@Schema(requiredProperties = {"name", "scopes"})
record AccessKeyRequest(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    private static final String KNOWN_SCOPES =
            Arrays.stream(Scope.values()).map(Scope::text).collect(Collectors.joining(", "));

    /**
     * @param grantable scopes of the key that asks
     * @param wall what time it is: keys expire by wall time, in a sandbox too
     */
    static AccessKeyRequest read(JsonInput input, Set<Scope> grantable, Instant wall) {
        Field<String> name = input.line("name").required();
        Field<List<String>> texts =
                RequestFields.lines(input, "scopes", Scope.values().length).required();
        Set<Scope> scopes = scopes(input, texts.or(List.of()), grantable);
        if (texts.isPresent() && texts.get().isEmpty()) {
            input.refuse("scopes", "must have at least one of " + KNOWN_SCOPES);
        }
        Field<Instant> expiresAt = input.instant("expiresAt")
                .check(wall::isBefore, "is over already: it is " + wall + "; name a later time or leave it out");
        return input.build(() -> new AccessKeyRequest(name.get(), scopes, expiresAt.optional()));
    }

    private static Set<Scope> scopes(JsonInput input, List<String> texts, Set<Scope> grantable) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (int index = 0; index < texts.size(); index++) {
            String text = texts.get(index);
            Optional<Scope> scope = Scope.parse(text);
            if (scope.isEmpty()) {
                input.refuse("scopes/" + index, "'" + text + "' must be one of " + KNOWN_SCOPES);
            } else if (!grantable.contains(scope.get())) {
                input.refuse(
                        "scopes/" + index,
                        "'" + text + "' cannot be granted by a key that lacks it; use a key with that scope");
            } else {
                scopes.add(scope.get());
            }
        }
        return scopes;
    }
}
