package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.contracts.window.ByteReader;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.EventVersion;
import io.tallyhouse.metrics.meter.IdentityEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The binary form of what is remembered of an identity: short, for there are very many. A first byte with the format (3
 * bits) and what follows; the revision; the digest, the time and the contributions up to the end.
 */
final class IdentityCodec {
    private static final int FORMAT = 3;
    private static final int FORMAT_SHIFT = 5;
    private static final int VOID = 1;
    private static final int WITH_VERSION = 2;
    private static final int WITH_REVISION = 4;
    /** The time text is not the shortest one in UTC, as it is for most events; otherwise the instant is enough. */
    private static final int TIME_AS_TEXT = 8;

    private static final int WITH_NANOS = 16;
    /** Seconds are counted from here, so that four bytes do for some years around it: 2026-01-01T00:00:00Z. */
    private static final long EPOCH = 1_767_225_600;

    /** A contribution's head is the metric's number, three bits to the left of these. */
    private static final int WITH_GROUP = 1;

    private static final int METRIC_SHIFT = 3;
    private static final int KIND = 6;
    private static final int ONE = 0;
    private static final int WHOLE = 2;
    private static final int DECIMAL = 4;
    private static final int MEMBER = 6;
    private static final int LONG_DIGITS = 18;

    private IdentityCodec() {}

    static void write(ByteWriter out, IdentityEntry entry) {
        int flags = (entry.isVoid() ? VOID : 0) | (entry.revision().isPresent() ? WITH_REVISION : 0);
        if (entry.latest().isEmpty()) {
            head(out, flags, entry);
            return;
        }
        EventVersion version = entry.latest().get();
        Instant time = version.time();
        boolean asText = !Rfc3339.isShortest(version.timeText());
        head(out, flags | WITH_VERSION | (asText ? TIME_AS_TEXT : time.getNano() != 0 ? WITH_NANOS : 0), entry);
        out.int64(version.digest().high()).int64(version.digest().low());
        if (asText) {
            out.text(version.timeText());
        } else {
            out.signed(time.getEpochSecond() - EPOCH);
            if (time.getNano() != 0) {
                out.varint(time.getNano());
            }
        }
        for (Contribution contribution : version.contributions()) {
            write(out, contribution);
        }
    }

    private static void head(ByteWriter out, int flags, IdentityEntry entry) {
        out.int8(FORMAT << FORMAT_SHIFT | flags);
        if (entry.revision().isPresent()) {
            out.varint(entry.revision().get());
        }
    }

    private static void write(ByteWriter out, Contribution contribution) {
        boolean hasGroup = !contribution.group().equals(GroupKey.NONE);
        int kind = kind(contribution);
        out.varint((long) contribution.metric() << METRIC_SHIFT | kind | (hasGroup ? WITH_GROUP : 0));
        if (hasGroup) {
            out.text(contribution.group().encoded());
        }
        switch (kind) {
            case ONE -> {}
            case WHOLE -> out.signed(contribution.number().longValue());
            case DECIMAL -> out.decimal(contribution.number());
            default -> out.text(contribution.member()).decimal(contribution.number());
        }
    }

    private static int kind(Contribution contribution) {
        if (!contribution.member().isEmpty()) {
            return MEMBER;
        }
        BigDecimal number = contribution.number();
        if (number.scale() != 0 || number.precision() > LONG_DIGITS) {
            return DECIMAL;
        }
        return number.longValue() == 1 ? ONE : WHOLE;
    }

    static IdentityEntry read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int head = in.int8();
        if (head >>> FORMAT_SHIFT != FORMAT) {
            throw new IllegalStateException(
                    "format " + (head >>> FORMAT_SHIFT) + " of an identity is newer than this meter");
        }
        Optional<Long> revision = (head & WITH_REVISION) == 0 ? Optional.empty() : Optional.of(in.varint());
        return new IdentityEntry(
                (head & VOID) == 0 ? IdentityEntry.State.COUNTED : IdentityEntry.State.VOID,
                (head & WITH_VERSION) == 0 ? Optional.empty() : Optional.of(readVersion(head, in)),
                revision);
    }

    private static EventVersion readVersion(int head, ByteReader in) {
        Fingerprint digest = new Fingerprint(in.int64(), in.int64());
        String timeText = (head & TIME_AS_TEXT) != 0
                ? in.text()
                : Rfc3339.format(
                        Instant.ofEpochSecond(in.signed() + EPOCH, (head & WITH_NANOS) == 0 ? 0 : in.varint()));
        List<Contribution> contributions = new ArrayList<>();
        while (!in.isAtEnd()) {
            contributions.add(readContribution(in));
        }
        return new EventVersion(digest, timeText, contributions);
    }

    private static Contribution readContribution(ByteReader in) {
        int head = in.varint32();
        GroupKey group = (head & WITH_GROUP) == 0 ? GroupKey.NONE : GroupKey.parse(in.text());
        String member = (head & KIND) == MEMBER ? in.text() : "";
        BigDecimal number = switch (head & KIND) {
            case ONE -> BigDecimal.ONE;
            case WHOLE -> BigDecimal.valueOf(in.signed());
            default -> in.decimal();
        };
        return new Contribution(head >>> METRIC_SHIFT, group, member, number);
    }
}
