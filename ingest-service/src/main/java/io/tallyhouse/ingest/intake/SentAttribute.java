package io.tallyhouse.ingest.intake;

import java.util.Optional;

/**
 * An attribute that was sent beside the event's data, in a header.
 *
 * @param text as decoded; empty if it could not be
 * @param fault why it could not be decoded
 */
public record SentAttribute(String name, String text, Optional<String> fault) {
    public static SentAttribute of(String name, String text) {
        return new SentAttribute(name, text, Optional.empty());
    }

    public static SentAttribute unreadable(String name, String fault) {
        return new SentAttribute(name, "", Optional.of(fault));
    }

    /** Tells the intake of the attribute. */
    public void tell(EventIntake intake) {
        fault.ifPresentOrElse(why -> intake.unreadable(name, why), () -> intake.attribute(name, SentValue.text(text)));
    }
}
