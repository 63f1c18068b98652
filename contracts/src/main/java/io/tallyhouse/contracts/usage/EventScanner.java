package io.tallyhouse.contracts.usage;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads events exactly as {@link UsageRecordCodec} writes nearly all of them: its fields in its order, no spaces, no
 * escapes, ASCII. Anything else it leaves to the codec. The canonical form is made on the way. Not thread-safe.
 */
final class EventScanner {
    private static final byte[] TENANT = ascii("{\"kind\":\"EVENT\",\"tenant\":\"");
    private static final byte[] SUBJECT = ascii(",\"subject\":\"");
    private static final byte[] SOURCE = ascii(",\"source\":\"");
    private static final byte[] ID = ascii(",\"id\":\"");
    private static final byte[] ACCEPTED = ascii(",\"acceptedAt\":\"");
    private static final byte[] TYPE = ascii(",\"type\":\"");
    private static final byte[] TIME = ascii(",\"time\":\"");
    private static final byte[] DATA = ascii(",\"data\":{");
    private static final byte[] REVISION = ascii(",\"revision\":");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final byte[] TAG_NUMBER = ascii("n");
    private static final byte[] TAG_TEXT = ascii("s");
    private static final byte[] TAG_BOOLEAN = ascii("b");
    private static final byte[] TAG_NULL = ascii("z");
    private static final NullValue NULL_VALUE = new NullValue();
    private static final int NUMBER_LENGTH_MAX = 64;
    private static final int REVISION_DIGITS_MAX = 18;

    private final CanonicalBytes canonical;
    private final TextCache texts = new TextCache();
    private String[] keys = new String[16];
    private DataValue[] values = new DataValue[16];
    private TenantId tenant = new TenantId("none");
    private byte[] in = {};
    private int at;
    /** Bounds of the text or number read last. */
    private int from;

    private int to;

    /** @param canonical takes each event that is read */
    EventScanner(CanonicalBytes canonical) {
        this.canonical = canonical;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty for what must be read by other means; then the canonical form means nothing. */
    Optional<UsageEvent> scan(byte[] value) {
        in = value;
        at = 0;
        canonical.clear();
        return Optional.ofNullable(event());
    }

    private @Nullable UsageEvent event() {
        if (!field(TENANT)) {
            return null;
        }
        String tenantText = texts.text(in, from, to);
        if (!field(SUBJECT)) {
            return null;
        }
        String subject = texts.text(in, from, to);
        if (!field(SOURCE)) {
            return null;
        }
        String source = texts.text(in, from, to);
        if (!field(ID)) {
            return null;
        }
        String id = TextCache.made(in, from, to);
        canonical.endIdentity();
        if (!passes(ACCEPTED) || !text()) {
            return null;
        }
        Instant accepted = Rfc3339.parse(TextCache.made(in, from, to)).orElse(null);
        if (accepted == null || !field(TYPE)) {
            return null;
        }
        String type = texts.text(in, from, to);
        if (!field(TIME)) {
            return null;
        }
        String time = TextCache.made(in, from, to);
        int size = data();
        if (size < 0) {
            return null;
        }
        OrderedProperties data = new OrderedProperties(keys, values, size);
        Optional<Long> revision = revision();
        if (at != in.length) {
            return null;
        }
        EventIdentity identity = new EventIdentity(tenant(tenantText), subject, source, id);
        return new UsageEvent(identity, type, Optional.of(time), accepted, data, revision, Optional.empty());
    }

    private TenantId tenant(String text) {
        if (!tenant.value().equals(text)) {
            tenant = new TenantId(text);
        }
        return tenant;
    }

    /** A text after what announces it, and into the canonical form. */
    private boolean field(byte[] before) {
        if (!passes(before) || !text()) {
            return false;
        }
        canonical.field(in, from, to);
        return true;
    }

    private boolean passes(byte[] literal) {
        int end = at + literal.length;
        if (end > in.length || !Arrays.equals(in, at, end, literal, 0, literal.length)) {
            return false;
        }
        at = end;
        return true;
    }

    /** To behind the closing quote. */
    private boolean text() {
        byte[] bytes = in;
        from = at;
        for (int index = at; index < bytes.length; index++) {
            byte read = bytes[index];
            if (read == '"') {
                to = index;
                at = index + 1;
                return true;
            }
            // negative ones are no ASCII
            if (read < ' ' || read == '\\') {
                return false;
            }
        }
        return false;
    }

    private boolean passes(char expected) {
        boolean isThere = at < in.length && in[at] == expected;
        if (isThere) {
            at++;
        }
        return isThere;
    }

    /** How many properties there are, in the order that the canonical form has; below 0 if they must be read otherwise. */
    private int data() {
        if (!passes(DATA)) {
            return -1;
        }
        if (passes('}')) {
            return 0;
        }
        int size = 0;
        do {
            if (!passes('"') || !text()) {
                return -1;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            keys[size] = texts.text(in, from, to);
            canonical.field(in, from, to);
            DataValue value = passes(':') ? value() : null;
            if (value == null || size > 0 && keys[size - 1].compareTo(keys[size]) >= 0) {
                return -1;
            }
            values[size++] = value;
        } while (passes(','));
        return passes('}') ? size : -1;
    }

    private @Nullable DataValue value() {
        if (passes('"')) {
            if (!text()) {
                return null;
            }
            tagged(TAG_TEXT);
            return new TextValue(texts.text(in, from, to));
        }
        from = at;
        if (number()) {
            tagged(TAG_NUMBER);
            return new NumberValue(TextCache.made(in, from, to));
        }
        if (passes(TRUE) || passes(FALSE)) {
            to = at;
            tagged(TAG_BOOLEAN);
            return new BooleanValue(to - from == TRUE.length);
        }
        if (passes(NULL)) {
            to = from;
            tagged(TAG_NULL);
            return NULL_VALUE;
        }
        return null;
    }

    private void tagged(byte[] tag) {
        canonical.field(tag, 0, tag.length);
        canonical.field(in, from, to);
    }

    /** A JSON number; leaves {@code at} where it was if there is none. */
    private boolean number() {
        int start = at;
        passes('-');
        int whole = at;
        int digits = digits();
        boolean valid = digits > 0 && (digits == 1 || in[whole] != '0');
        if (valid && passes('.')) {
            valid = digits() > 0;
        }
        if (valid && (passes('e') || passes('E'))) {
            if (!passes('-')) {
                passes('+');
            }
            valid = digits() > 0;
        }
        if (!valid || at - start > NUMBER_LENGTH_MAX) {
            at = start;
            return false;
        }
        to = at;
        return true;
    }

    private int digits() {
        int start = at;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        return at - start;
    }

    /** To behind the record's closing brace; {@code at} is short of the end if anything else comes. */
    private Optional<Long> revision() {
        Optional<Long> revision = Optional.empty();
        if (passes(REVISION)) {
            int start = at;
            int digits = digits();
            if (digits == 0 || digits > REVISION_DIGITS_MAX || digits > 1 && in[start] == '0') {
                at = -1;
                return revision;
            }
            revision = Optional.of(Long.parseLong(TextCache.made(in, start, at)));
        }
        if (!passes('}')) {
            at = -1;
        }
        return revision;
    }
}
