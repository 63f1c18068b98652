package io.tallyhouse.ingest.intake;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.EventProperties;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.SentValue.Kind;
import io.tallyhouse.kernel.money.Decimals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one event, attribute by attribute as it is read, and notes every fault. Absent and null mean the same. The
 * caller tells each attribute and property once for each time it was sent, so that repeats are found.
 */
public final class EventIntake {
    private static final String SIZES = "must be a number of at most " + Decimals.DIGITS_MAX
            + " significant digits, written out without an exponent; 0, or not smaller than about 1e-"
            + Decimals.EXPONENT_MAX;
    private static final int REVISION_DIGITS_MAX = Long.toString(Long.MAX_VALUE).length();

    private static final EventAttribute[] ATTRIBUTES = EventAttribute.values();

    private final Acceptance acceptance;
    private final EventShape shape;
    private final EventLimits limits;
    private final EventIds ids;
    private final List<Violation> violations = new ArrayList<>(0);
    /** By ordinal; null is not given. */
    private final @Nullable String[] texts = new String[ATTRIBUTES.length];

    private final EventProperties data = new EventProperties();
    private final Set<String> refusedKeys = new HashSet<>(0);
    /** A bit for each. */
    private int given;

    private int properties;
    private @Nullable Long revision;
    private int violationsNotTold;

    /** @param ids for events without one, where the shape does not require it */
    public EventIntake(Acceptance acceptance, EventLimits limits, EventShape shape, EventIds ids) {
        this.ids = ids;
        this.acceptance = acceptance;
        this.limits = limits;
        this.shape = shape;
    }

    /** What was sent in an event's place. */
    public void notAnObject(SentValue value) {
        refuse("", value.shown() + " is not an event; send a JSON object with " + shape.known());
        given = -1;
    }

    /** An attribute of the event, {@code data} only if it is no object. */
    public void attribute(String name, SentValue value) {
        EventAttribute attribute = announced(name);
        if (attribute == null || value.kind() == Kind.NULL) {
            return;
        }
        String pointer = shape.pointer(attribute);
        if (attribute == EventAttribute.DATA) {
            refuse(pointer, value.shown() + " must be an object of numbers, texts, booleans and nulls");
        } else if (attribute == EventAttribute.REVISION) {
            revision(pointer, value);
        } else if (value.kind() != Kind.TEXT) {
            refuse(pointer, value.shown() + " must be a text, in quotes");
        } else {
            text(attribute, value);
        }
    }

    /** An attribute whose value could not even be read. */
    public void unreadable(String name, String detail) {
        if (announced(name) != null) {
            refuse("/" + escaped(name), detail);
        }
    }

    /** Null, and refused, if it is unknown or was given before. */
    private @Nullable EventAttribute announced(String name) {
        EventAttribute attribute = shape.named(name);
        if (attribute == null) {
            refuse("/" + escaped(name), "is not known here; known are " + shape.known());
            return null;
        }
        if (!isFirst(attribute)) {
            refuse("/" + name, "is given more than once");
            return null;
        }
        return attribute;
    }

    private boolean isFirst(EventAttribute attribute) {
        int before = given;
        given |= 1 << attribute.ordinal();
        return given != before;
    }

    /** Before the properties of {@code data}. */
    public void data() {
        if (!isFirst(EventAttribute.DATA)) {
            refuse(shape.pointer(EventAttribute.DATA), "is given more than once");
        }
    }

    /** A property of {@code data}. */
    public void property(String key, SentValue value) {
        if (++properties > limits.propertiesMax()) {
            if (properties == limits.propertiesMax() + 1) {
                refuse(shape.pointer(EventAttribute.DATA), "has more than " + limits.propertiesMax() + " properties");
            }
            return;
        }
        if (data.has(key) || refusedKeys.contains(key)) {
            refuse(pointer(key), "is given more than once");
            return;
        }
        String keyFault = TextRules.nameFault(key, limits.keyLengthMax());
        String valueFault = valueFault(value);
        if (keyFault == null && valueFault == null) {
            data.add(key, value(value));
            return;
        }
        refusedKeys.add(key);
        if (keyFault != null) {
            refuse(pointer(key), keyFault);
        }
        if (valueFault != null) {
            refuse(pointer(key), valueFault);
        }
    }

    /** Of a property. */
    private String pointer(String key) {
        return shape.pointer(EventAttribute.DATA) + "/" + escaped(key);
    }

    /** After the last attribute. */
    public EventVerdict verdict() {
        require(EventAttribute.ID, "a text that names the event for good, so that sending it again is harmless");
        require(EventAttribute.TYPE, "what happened, as 'llm.request'");
        require(EventAttribute.SUBJECT, "the customer's id or alias");
        if (!violations.isEmpty()) {
            if (violationsNotTold > 0) {
                violations.add(new Violation("", violationsNotTold + " more faults are not listed"));
            }
            return new Refused(
                    Optional.ofNullable(texts[EventAttribute.ID.ordinal()]).map(SentValue::shortened), violations);
        }
        String source = texts[EventAttribute.SOURCE.ordinal()];
        String id = texts[EventAttribute.ID.ordinal()];
        EventIdentity identity = new EventIdentity(
                acceptance.tenant(),
                get(EventAttribute.SUBJECT),
                source == null ? shape.source() : source,
                id == null ? ids.next() : id);
        Optional<String> time = Optional.ofNullable(texts[EventAttribute.TIME.ordinal()]);
        UsageEvent event = new UsageEvent(
                identity,
                get(EventAttribute.TYPE),
                time,
                acceptance.now(),
                data.toMap(),
                Optional.ofNullable(revision),
                Optional.empty());
        return new Valid(event, id == null);
    }

    private void text(EventAttribute attribute, SentValue value) {
        texts[attribute.ordinal()] = value.text();
        String pointer = shape.pointer(attribute);
        switch (attribute) {
            case ID, TYPE, SUBJECT -> fault(pointer, TextRules.nameFault(value.text(), limits.attributeLengthMax()));
            case SOURCE -> fault(pointer, sourceFault(value.text()));
            case TIME -> time(pointer, value);
            case SPECVERSION -> fault(pointer, value.text().equals("1.0") ? null : value.shown() + " must be '1.0'");
            case DATA, REVISION, DATACONTENTTYPE, DATASCHEMA -> {}
        }
    }

    private @Nullable String sourceFault(String text) {
        return text.equals(EventShape.CUSTOMER_EVENT_SOURCE)
                ? "'" + text + "' is kept for POST /v1/usage-events; send the event there or name another source"
                : TextRules.sourceFault(text, limits.attributeLengthMax());
    }

    /** A number or, since CloudEvents' own integers have 32 bits only, a text of digits. */
    private void revision(String pointer, SentValue value) {
        boolean digits = (value.kind() == Kind.NUMBER || value.kind() == Kind.TEXT)
                && !value.text().isEmpty()
                && value.text().length() <= REVISION_DIGITS_MAX
                && value.text().chars().allMatch(unit -> unit >= '0' && unit <= '9');
        try {
            if (digits) {
                revision = Long.parseLong(value.text());
                return;
            }
        } catch (NumberFormatException e) {
            // nineteen digits may still be too many
        }
        refuse(pointer, value.shown() + " must be a whole number from 0 to " + Long.MAX_VALUE);
    }

    private void time(String pointer, SentValue value) {
        Optional<Instant> time = Rfc3339.parse(value.text());
        if (time.isEmpty()) {
            refuse(pointer, value.shown() + " must be an RFC 3339 time, as '2026-10-01T12:00:00Z' or with an offset");
        } else if (time.get().isAfter(acceptance.now().plus(limits.aheadMax()))) {
            String ahead = limits.aheadMax().toString().substring(2);
            refuse(
                    pointer,
                    value.shown() + " is more than " + ahead + " ahead of the clock, which stands at "
                            + Rfc3339.format(acceptance.now()));
        }
    }

    private @Nullable String valueFault(SentValue value) {
        return switch (value.kind()) {
            case NUMBER -> isNumber(value.text()) ? null : value.shown() + " " + SIZES;
            case TEXT -> TextRules.textFault(value.text(), limits.textLengthMax());
            case BOOLEAN, NULL -> null;
            case OBJECT, ARRAY -> value.shown() + " is nested; data must be flat";
        };
    }

    private static DataValue value(SentValue value) {
        return switch (value.kind()) {
            case NUMBER -> new NumberValue(value.text());
            case TEXT -> new TextValue(value.text());
            case BOOLEAN -> new BooleanValue(value.text().equals("true"));
            case NULL, OBJECT, ARRAY -> new NullValue();
        };
    }

    /** Whole numbers of up to 18 digits, the usual case, need no look at their value. */
    private static boolean isNumber(String digits) {
        boolean plain = digits.length() <= 18;
        for (int at = 0; plain && at < digits.length(); at++) {
            plain = digits.charAt(at) >= '0' && digits.charAt(at) <= '9';
        }
        return plain || Decimals.parse(digits).isPresent();
    }

    private void require(EventAttribute attribute, String meaning) {
        if (texts[attribute.ordinal()] != null || !shape.requires(attribute)) {
            return;
        }
        String pointer = shape.pointer(attribute);
        boolean toldOtherwise = (given & 1 << attribute.ordinal()) != 0
                && violations.stream()
                        .anyMatch(told ->
                                told.pointer().isEmpty() || told.pointer().equals(pointer));
        if (!toldOtherwise) {
            refuse(pointer, "is required: " + meaning);
        }
    }

    private String get(EventAttribute attribute) {
        String text = texts[attribute.ordinal()];
        if (text == null) {
            throw new IllegalStateException(attribute + " is read without having been required");
        }
        return text;
    }

    private void fault(String pointer, @Nullable String detail) {
        if (detail != null) {
            refuse(pointer, detail);
        }
    }

    private void refuse(String pointer, String detail) {
        if (violations.size() < EventLimits.VIOLATIONS_MAX) {
            violations.add(new Violation(pointer, detail));
        } else {
            violationsNotTold++;
        }
    }

    private static String escaped(String name) {
        return SentValue.shortened(name).replace("~", "~0").replace("/", "~1");
    }
}
