package io.tallyhouse.stack.importing;

import java.util.List;
import java.util.Optional;

/**
 * Where in the event a value goes.
 *
 * @param attribute of the event, or the name of a property of its data
 * @param asNumber whether a text that is a number is sent as a number
 */
record Target(Place place, String attribute, boolean asNumber) {
    static final List<String> ATTRIBUTES = List.of("id", "type", "subject", "source", "time", "revision");
    private static final List<String> REQUIRED = List.of("id", "type", "subject", "time");
    private static final String DATA = "data.";
    private static final String NUMBER = ":number";

    enum Place {
        ATTRIBUTE,
        DATA
    }

    static Target attribute(String name) {
        return new Target(Place.ATTRIBUTE, name, false);
    }

    static Target property(String name) {
        return new Target(Place.DATA, name, false);
    }

    /** Empty if no event has such a place. */
    static Optional<Target> parse(String text) {
        if (!text.startsWith(DATA)) {
            return ATTRIBUTES.contains(text) ? Optional.of(attribute(text)) : Optional.empty();
        }
        boolean asNumber = text.endsWith(NUMBER);
        String name = text.substring(DATA.length(), text.length() - (asNumber ? NUMBER.length() : 0));
        return name.isEmpty() ? Optional.empty() : Optional.of(new Target(Place.DATA, name, asNumber));
    }

    /** A value must be there; a time that is mapped must be, too, or the event would count at a wrong time. */
    boolean isRequired() {
        return place == Place.ATTRIBUTE && REQUIRED.contains(attribute);
    }

    boolean isAttribute(String name) {
        return place == Place.ATTRIBUTE && attribute.equals(name);
    }

    /** Two with the same pointer are the same place. */
    String pointer() {
        String escaped = attribute.replace("~", "~0").replace("/", "~1");
        return place == Place.DATA ? "/data/" + escaped : "/" + escaped;
    }
}
