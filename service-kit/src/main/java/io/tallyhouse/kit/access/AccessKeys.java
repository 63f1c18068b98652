package io.tallyhouse.kit.access;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.reader.TopicViews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All access keys by hash: the copy of the topic, and the lookup for what is newer. */
@Startup
@ApplicationScoped
class AccessKeys {
    /** How long a key that nobody knows is refused without asking again. */
    private static final Duration REFUSAL = Duration.ofSeconds(1);

    private static final int REFUSALS_MAX = 10_000;

    private final Map<String, AccessKeyRecord> byHash = new ConcurrentHashMap<>();
    private final Map<String, Instant> refusedUntil = new ConcurrentHashMap<>();
    private final AccessKeyLookup lookup;
    private final InstantSource wall;

    AccessKeys(TopicViews views, AccessKeyLookup lookup, InstantSource wall) {
        this.lookup = lookup;
        this.wall = wall;
        views.of(Topics.CATALOG_ACCESS_KEYS).onChange((key, before, after) -> index(before, after));
    }

    /** Empty if nobody knows it, or it is revoked or expired by wall time. */
    Uni<Optional<AccessKeyRecord>> findUsable(String hash) {
        return find(hash).map(found -> found.filter(key -> key.isUsableAt(wall.instant())));
    }

    private Uni<Optional<AccessKeyRecord>> find(String hash) {
        AccessKeyRecord known = byHash.get(hash);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        Instant refused = refusedUntil.get(hash);
        if (refused != null && wall.instant().isBefore(refused)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return lookup.byHash(hash).invoke(found -> {
            if (found.isEmpty()) {
                refuse(hash);
            }
        });
    }

    private void index(Optional<AccessKeyRecord> before, Optional<AccessKeyRecord> after) {
        after.ifPresent(key -> byHash.put(key.hash(), key));
        before.map(AccessKeyRecord::hash)
                .filter(hash -> after.filter(key -> key.hash().equals(hash)).isEmpty())
                .ifPresent(byHash::remove);
    }

    private void refuse(String hash) {
        Instant now = wall.instant();
        if (refusedUntil.size() >= REFUSALS_MAX) {
            refusedUntil.values().removeIf(until -> !now.isBefore(until));
        }
        if (refusedUntil.size() < REFUSALS_MAX) {
            refusedUntil.put(hash, now.plus(REFUSAL));
        }
    }
}
