package io.tallyhouse.catalog.accesskey.store;

import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.catalog.accesskey.AccessKeys;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.kit.access.AccessKeyHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts the operator's first key in its place at start, if the settings name one. Another key in the settings takes the
 * place of the one before.
 */
@ApplicationScoped
class OperatorKey {
    private static final String ID = "bootstrap";
    private static final Pattern FORM = Pattern.compile("th_(live|test)_[A-Za-z0-9_-]{16,200}");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AccessKeys accessKeys;
    private final InstantSource wall;
    private final Optional<String> bootstrapKey;

    OperatorKey(
            AccessKeys accessKeys,
            InstantSource wall,
            @ConfigProperty(name = "tallyhouse.bootstrap-key") Optional<String> bootstrapKey) {
        this.accessKeys = accessKeys;
        this.wall = wall;
        this.bootstrapKey = bootstrapKey.map(String::strip).filter(key -> !key.isEmpty());
    }

    void settle(@Observes StartupEvent event) {
        bootstrapKey.ifPresent(key -> accessKeys.issue(operatorKey(key)).await().atMost(PATIENCE));
    }

    private AccessKeyRecord operatorKey(String key) {
        if (!FORM.matcher(key).matches()) {
            throw new IllegalStateException("TALLYHOUSE_BOOTSTRAP_KEY must be th_live_ followed by 16 to 200 letters,"
                    + " digits, '-' or '_'; make one that nobody can guess");
        }
        return new AccessKeyRecord(
                TenantRecord.OPERATOR,
                ID,
                1,
                "operator's first key",
                AccessKeyHash.of(key),
                EnumSet.allOf(Scope.class),
                Optional.empty(),
                false,
                wall.instant());
    }
}
