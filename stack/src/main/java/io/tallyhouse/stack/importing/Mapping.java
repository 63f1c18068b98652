package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import io.tallyhouse.stack.importing.ValueSource.Column;
import io.tallyhouse.stack.importing.ValueSource.Constant;
import io.tallyhouse.stack.importing.ValueSource.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which column becomes what of the event.
 *
 * @param rules by place in the event, each place at most once
 * @param restToData whether columns that no rule names become properties of their own name
 */
record Mapping(List<Rule> rules, boolean restToData) {
    private static final String SYNTAX =
            "write --map ATTRIBUTE=COLUMN, --map ATTRIBUTE==TEXT for the same text in each event, or --map id=@line";
    private static final String REST = "data.*";

    /** One part of an event, and where it comes from. */
    record Rule(Target target, ValueSource source) {}

    Mapping {
        rules = List.copyOf(rules);
    }

    /** @param texts as given on the command line, not none */
    static Mapping parse(List<String> texts) {
        List<Rule> rules = new ArrayList<>();
        boolean rest = false;
        Set<String> places = new HashSet<>();
        for (String text : texts) {
            if (text.equals(REST) || text.equals(REST + "=*")) {
                rest = true;
                continue;
            }
            Rule rule = rule(text);
            if (!places.add(rule.target().pointer())) {
                throw new StackException("--map " + text + " maps what another --map does already; leave one out");
            }
            rules.add(rule);
        }
        Mapping mapping = new Mapping(rules, rest);
        mapping.requireIdentity("");
        return mapping;
    }

    /** For a file whose columns are named as the parts of an event are: {@code id}, {@code data.tokens}. */
    static Mapping byNames(List<String> header) {
        Mapping mapping = new Mapping(
                header.stream()
                        .flatMap(column ->
                                Target.parse(column).map(target -> new Rule(target, new Column(column))).stream())
                        .toList(),
                false);
        mapping.requireIdentity("; the header has " + String.join(", ", header));
        return mapping;
    }

    private static Rule rule(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new StackException("--map " + text + " is no mapping; " + SYNTAX);
        }
        String place = text.substring(0, equals);
        Target target = Target.parse(place)
                .orElseThrow(() -> new StackException("--map " + text + ": an event has no '" + place + "'; it has "
                        + String.join(", ", Target.ATTRIBUTES) + ", data.NAME and data.*"));
        return new Rule(target, source(text, target, text.substring(equals + 1)));
    }

    private static ValueSource source(String text, Target target, String source) {
        if (source.equals("@line")) {
            if (!target.isAttribute("id")) {
                throw new StackException("--map " + text + ": only an id can be made of the line; " + SYNTAX);
            }
            return new Line();
        }
        boolean isText = source.startsWith("=");
        String value = isText ? source.substring(1) : source;
        boolean quoted = value.matches("(?s)'.*'|\".*\"") && value.length() >= 2;
        String bare = quoted ? value.substring(1, value.length() - 1) : value;
        return isText || quoted ? new Constant(bare) : new Column(value);
    }

    private void requireIdentity(String found) {
        List<String> missing = Stream.of("id", "type", "subject")
                .filter(name -> rules.stream().noneMatch(rule -> rule.target().isAttribute(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new StackException("an event needs " + String.join(", ", missing) + found + "; " + SYNTAX);
        }
    }

    /** @param header all columns that the file has */
    void requireColumns(List<String> header) {
        for (String column : columns()) {
            if (!header.contains(column)) {
                throw new StackException("the file has no column '" + column + "'; it has " + String.join(", ", header)
                        + ". For the same text in each event write two equals signs: ==" + column);
            }
        }
    }

    Set<String> columns() {
        Set<String> columns = new HashSet<>();
        rules.forEach(rule -> {
            if (rule.source() instanceof Column column) {
                columns.add(column.name());
            }
        });
        return columns;
    }

    boolean hasTime() {
        return rules.stream().anyMatch(rule -> rule.target().isAttribute("time"));
    }

    boolean usesLines() {
        return rules.stream().anyMatch(rule -> rule.source() instanceof Line);
    }
}
