package io.tallyhouse.ingest.intake;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.SentValue.Kind;
import io.tallyhouse.kernel.money.Decimals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one event, attribute by attribute as it is read, and notes every fault. Absent and null mean the same. The
 * caller tells each attribute and property once for each time it was sent, so that repeats are found.
 */
public final class EventIntake {
    private static final String SIZES = "must be a number of at most " + Decimals.DIGITS_MAX
            + " significant digits, none of them beyond the " + Decimals.EXPONENT_MAX + "th from the point";
    private static final int REVISION_DIGITS_MAX = Long.toString(Long.MAX_VALUE).length();

    private final Acceptance acceptance;
    private final EventShape shape;
    private final EventLimits limits;
    private final List<Violation> violations = new ArrayList<>(0);
    private final Map<EventAttribute, String> texts = new EnumMap<>(EventAttribute.class);
    private final Set<EventAttribute> given = EnumSet.noneOf(EventAttribute.class);
    private final TreeMap<String, DataValue> data = new TreeMap<>();
    private final Set<String> refusedKeys = new HashSet<>(0);
    private int properties;
    private @Nullable Long revision;
    private int violationsNotTold;

    public EventIntake(Acceptance acceptance, EventLimits limits, EventShape shape) {
        this.acceptance = acceptance;
        this.limits = limits;
        this.shape = shape;
    }

    /** What was sent in an event's place. */
    public void notAnObject(SentValue value) {
        refuse("", value.shown() + " is not an event; send a JSON object with " + shape.known());
        given.addAll(List.of(EventAttribute.values()));
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
        if (!given.add(attribute)) {
            refuse("/" + name, "is given more than once");
            return null;
        }
        return attribute;
    }

    /** Before the properties of {@code data}. */
    public void data() {
        if (!given.add(EventAttribute.DATA)) {
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
        String pointer = shape.pointer(EventAttribute.DATA) + "/" + escaped(key);
        if (data.containsKey(key) || refusedKeys.contains(key)) {
            refuse(pointer, "is given more than once");
            return;
        }
        String keyFault = TextRules.nameFault(key, limits.keyLengthMax());
        if (keyFault != null) {
            refuse(pointer, keyFault);
        }
        DataValue read = value(pointer, value);
        if (read == null || keyFault != null) {
            refusedKeys.add(key);
        } else {
            data.put(key, read);
        }
    }

    /** After the last attribute. */
    public EventVerdict verdict() {
        require(EventAttribute.ID, "a text that names the event for good, so that sending it again is harmless");
        require(EventAttribute.TYPE, "what happened, as 'llm.request'");
        require(EventAttribute.SUBJECT, "the customer's id or alias");
        require(EventAttribute.TIME, "when it happened, as '2026-10-01T12:00:00Z'");
        if (!violations.isEmpty()) {
            if (violationsNotTold > 0) {
                violations.add(new Violation("", violationsNotTold + " more faults are not listed"));
            }
            return new Refused(Optional.ofNullable(texts.get(EventAttribute.ID)).map(SentValue::shortened), violations);
        }
        EventIdentity identity = new EventIdentity(
                acceptance.tenant(),
                get(EventAttribute.SUBJECT),
                texts.getOrDefault(EventAttribute.SOURCE, shape.source()),
                get(EventAttribute.ID));
        Optional<String> time = Optional.ofNullable(texts.get(EventAttribute.TIME));
        return new Valid(new UsageEvent(
                identity,
                get(EventAttribute.TYPE),
                time,
                acceptance.now(),
                data,
                Optional.ofNullable(revision),
                Optional.empty()));
    }

    private void text(EventAttribute attribute, SentValue value) {
        texts.put(attribute, value.text());
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

    private @Nullable DataValue value(String pointer, SentValue value) {
        String text = value.text();
        return switch (value.kind()) {
            case NUMBER ->
                fault(pointer, isNumber(text) ? null : value.shown() + " " + SIZES) ? null : new NumberValue(text);
            case TEXT -> fault(pointer, TextRules.textFault(text, limits.textLengthMax())) ? null : new TextValue(text);
            case BOOLEAN -> new BooleanValue(text.equals("true"));
            case NULL -> new NullValue();
            case OBJECT, ARRAY -> {
                refuse(pointer, value.shown() + " is nested; data must be flat");
                yield null;
            }
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
        if (texts.containsKey(attribute) || !shape.requires(attribute)) {
            return;
        }
        String pointer = shape.pointer(attribute);
        boolean toldOtherwise = given.contains(attribute)
                && violations.stream()
                        .anyMatch(told ->
                                told.pointer().isEmpty() || told.pointer().equals(pointer));
        if (!toldOtherwise) {
            refuse(pointer, "is required: " + meaning);
        }
    }

    private String get(EventAttribute attribute) {
        String text = texts.get(attribute);
        if (text == null) {
            throw new IllegalStateException(attribute + " is read without having been required");
        }
        return text;
    }

    private boolean fault(String pointer, @Nullable String detail) {
        if (detail != null) {
            refuse(pointer, detail);
        }
        return detail != null;
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
