package io.tallyhouse.kit.rest;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The table of idempotency keys. One insert decides who executes; all times are the database's, so that services with
 * different clocks agree on leases.
 */
@ApplicationScoped
class IdempotencyKeys {
    private static final int TRIES_MAX = 3;

    private final Pool pool;
    private final AnswerSeal seal;

    IdempotencyKeys(Pool pool, @ConfigProperty(name = "tallyhouse.service-secret") String secret) {
        this.pool = pool;
        this.seal = new AnswerSeal(secret);
    }

    Uni<IdempotencyVerdict> claim(IdempotencyClaim claim) {
        return claim(claim, TRIES_MAX);
    }

    private Uni<IdempotencyVerdict> claim(IdempotencyClaim claim, int triesLeft) {
        if (triesLeft == 0) {
            return Uni.createFrom().item(new IdempotencyVerdict.InProgress());
        }
        return insert(claim)
                .flatMap(inserted ->
                        inserted.isPresent() ? Uni.createFrom().item(inserted.get()) : judgeExisting(claim, triesLeft));
    }

    private Uni<Optional<IdempotencyVerdict>> insert(IdempotencyClaim claim) {
        return pool.preparedQuery("""
                        INSERT INTO idempotency_keys (tenant, key, operation, body_hash, attempt, leased_until)
                        VALUES ($1, $2, $3, $4, 1, now() + interval '60 seconds')
                        ON CONFLICT (tenant, key) DO NOTHING
                        RETURNING attempt, created_at""")
                .execute(values(claim).addString(claim.operation()).addBuffer(Buffer.buffer(claim.bodyHash())))
                .map(rows -> first(rows).map(row -> execute(claim, row)));
    }

    private Uni<IdempotencyVerdict> judgeExisting(IdempotencyClaim claim, int triesLeft) {
        return pool.preparedQuery("""
                        SELECT operation, body_hash, attempt, leased_until < now() AS lease_over,
                               created_at < now() - interval '48 hours' AS outdated,
                               status, content_type, location, etag, sealed_body
                        FROM idempotency_keys WHERE tenant = $1 AND key = $2""").execute(values(claim)).flatMap(rows -> {
            Optional<Row> row = first(rows);
            return row.isEmpty() ? claim(claim, triesLeft - 1) : judge(claim, row.get(), triesLeft);
        });
    }

    private Uni<IdempotencyVerdict> judge(IdempotencyClaim claim, Row row, int triesLeft) {
        if (row.getBoolean("outdated")) {
            return deleteOutdated(claim).flatMap(done -> claim(claim, triesLeft - 1));
        }
        boolean same = row.getString("operation").equals(claim.operation())
                && Arrays.equals(row.getBuffer("body_hash").getBytes(), claim.bodyHash());
        if (!same) {
            return Uni.createFrom().item(new IdempotencyVerdict.Reused());
        }
        if (row.getInteger("status") != null) {
            return Uni.createFrom().item(() -> new IdempotencyVerdict.Replay(answer(claim, row)));
        }
        return row.getBoolean("lease_over")
                ? takeOver(claim, row.getInteger("attempt"))
                : Uni.createFrom().item(new IdempotencyVerdict.InProgress());
    }

    /** Of several that find the lease over, the one whose update counts on the attempt seen wins. */
    private Uni<IdempotencyVerdict> takeOver(IdempotencyClaim claim, int attempt) {
        return pool.preparedQuery("""
                        UPDATE idempotency_keys SET attempt = attempt + 1, leased_until = now() + interval '60 seconds'
                        WHERE tenant = $1 AND key = $2 AND attempt = $3 AND status IS NULL AND leased_until < now()
                        RETURNING attempt, created_at""")
                .execute(values(claim).addInteger(attempt))
                .map(rows -> first(rows).map(row -> execute(claim, row)).orElseGet(IdempotencyVerdict.InProgress::new));
    }

    Uni<Void> store(IdempotencyTicket ticket, StoredAnswer answer) {
        Tuple values = values(ticket.claim())
                .addInteger(ticket.attempt())
                .addInteger(answer.status())
                .addString(answer.contentType().orElse(null))
                .addString(answer.location().orElse(null))
                .addString(answer.etag().orElse(null))
                .addBuffer(Buffer.buffer(seal.seal(ticket.claim(), answer.body())));
        return pool.preparedQuery("""
                        UPDATE idempotency_keys
                        SET status = $4, content_type = $5, location = $6, etag = $7, sealed_body = $8
                        WHERE tenant = $1 AND key = $2 AND attempt = $3 AND status IS NULL""").execute(values).replaceWithVoid();
    }

    /** Ends the lease at once: the same request may run again. The row stays, for ids follow from its time. */
    Uni<Void> free(IdempotencyTicket ticket) {
        return pool.preparedQuery("""
                        UPDATE idempotency_keys SET leased_until = '-infinity'
                        WHERE tenant = $1 AND key = $2 AND attempt = $3 AND status IS NULL""")
                .execute(values(ticket.claim()).addInteger(ticket.attempt()))
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "5m", identity = "idempotency-keys-cleanup")
    Uni<Void> deleteAllOutdated() {
        return pool.query("DELETE FROM idempotency_keys WHERE created_at < now() - interval '48 hours'")
                .execute()
                .replaceWithVoid();
    }

    private Uni<Void> deleteOutdated(IdempotencyClaim claim) {
        return pool.preparedQuery("""
                        DELETE FROM idempotency_keys
                        WHERE tenant = $1 AND key = $2 AND created_at < now() - interval '48 hours'""").execute(values(claim)).replaceWithVoid();
    }

    private static IdempotencyVerdict execute(IdempotencyClaim claim, Row row) {
        return new IdempotencyVerdict.Execute(new IdempotencyTicket(
                claim,
                row.getInteger("attempt"),
                row.getOffsetDateTime("created_at").toInstant()));
    }

    private StoredAnswer answer(IdempotencyClaim claim, Row row) {
        return new StoredAnswer(
                row.getInteger("status"),
                Optional.ofNullable(row.getString("content_type")),
                Optional.ofNullable(row.getString("location")),
                Optional.ofNullable(row.getString("etag")),
                seal.open(claim, row.getBuffer("sealed_body").getBytes()));
    }

    private static Tuple values(IdempotencyClaim claim) {
        return Tuple.tuple().addString(claim.tenant().value()).addString(claim.key());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        Iterator<Row> iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
