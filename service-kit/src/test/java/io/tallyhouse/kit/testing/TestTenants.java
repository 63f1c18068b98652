package io.tallyhouse.kit.testing;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.AccessKeyHash;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Publishes tenants and their keys as catalog-service would. They are usable at once: what a service's copy does not have
 * yet, the stub of catalog-service answers (see {@link StubServices}).
 */
public final class TestTenants {
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private TestTenants() {}

    /** A tenant on wall time, with a key of these scopes; of all if none is named. */
    public static TestTenant create(String bootstrapServers, TenantId tenantId, Scope... scopes) {
        publish(bootstrapServers, live(tenantId));
        return createKey(bootstrapServers, tenantId, scopes);
    }

    /** In the application under test. */
    public static TestTenant create(String tenantId, Scope... scopes) {
        return create(TestTopics.bootstrapServers(), new TenantId(tenantId), scopes);
    }

    /** A sandbox in the application under test, its clock at {@code now}. */
    public static TestTenant createSandbox(String tenantId, Instant now, Scope... scopes) {
        moveClock(tenantId, 1, now);
        return createKey(TestTopics.bootstrapServers(), new TenantId(tenantId), scopes);
    }

    /** Moves a sandbox's clock. @param version higher than the one before */
    public static void moveClock(String tenantId, long version, Instant now) {
        TenantId id = new TenantId(tenantId);
        publish(
                TestTopics.bootstrapServers(),
                new TenantRecord(id, version, tenantId, TenantRecord.Mode.SANDBOX, Optional.of(now), CREATED_AT));
    }

    /** One more key of a tenant. */
    public static TestTenant createKey(String bootstrapServers, TenantId tenantId, Scope... scopes) {
        String accessKey = "th_test_" + UUID.randomUUID().toString().replace("-", "");
        Set<Scope> granted = scopes.length == 0 ? EnumSet.allOf(Scope.class) : Set.of(scopes);
        publish(bootstrapServers, keyRecord(tenantId, accessKey, granted));
        return new TestTenant(tenantId, accessKey);
    }

    /** The record of a usable key, for tests that publish variants of it. */
    public static AccessKeyRecord keyRecord(TenantId tenantId, String accessKey, Set<Scope> scopes) {
        String hash = AccessKeyHash.of(accessKey);
        return new AccessKeyRecord(
                tenantId,
                "key_" + hash.substring(0, 12),
                1,
                "test key",
                hash,
                scopes,
                Optional.empty(),
                false,
                CREATED_AT);
    }

    public static void publish(String bootstrapServers, AccessKeyRecord key) {
        StubServices.answer(Service.CATALOG, "/internal/access-keys-by-hash/" + key.hash(), key);
        TestTopics.send(bootstrapServers, Topics.CATALOG_ACCESS_KEYS, Topics.resourceKey(key.tenant(), key.id()), key);
    }

    public static void publish(String bootstrapServers, TenantRecord tenant) {
        StubServices.answer(Service.CATALOG, "/internal/tenants/" + tenant.id().value(), tenant);
        TestTopics.send(bootstrapServers, Topics.CATALOG_TENANTS, Topics.resourceKey(tenant.id()), tenant);
    }

    private static TenantRecord live(TenantId tenantId) {
        return new TenantRecord(tenantId, 1, tenantId.value(), TenantRecord.Mode.LIVE, Optional.empty(), CREATED_AT);
    }
}
