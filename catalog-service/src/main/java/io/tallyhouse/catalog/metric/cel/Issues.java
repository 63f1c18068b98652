package io.tallyhouse.catalog.metric.cel;

import dev.cel.common.CelIssue;
import io.tallyhouse.contracts.metric.expression.Expression;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What cel-java finds, in sentences with a mend. */
final class Issues {
    static final String KNOWN =
            "known are data.<property>, params.<name>, has, in, math.least, math.greatest, math.abs,"
                    + " math.ceil, math.floor, math.round, math.trunc, startsWith, endsWith, contains, lowerAscii, upperAscii,"
                    + " size, double, int and string";

    private static final Set<String> LOOPS = Set.of("all", "exists", "exists_one", "filter", "map");
    private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern MISFIT = Pattern.compile(
            "found no matching overload for '([^']*)' applied to '(.*?)' \\(candidates.*", Pattern.DOTALL);
    private static final Pattern TOO_LARGE = Pattern.compile("For input string: \"(.*)\"");
    private static final Map<String, String> SYMBOLS = Map.of("@in", "in", "_[_]", "[ ]", "_?_:_", "? :");

    private Issues() {}

    static String sentence(CelIssue issue) {
        return at(issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn())
                + detail(issue.getMessage());
    }

    /** @param column from 0 */
    static String at(int line, int column) {
        return "at line " + line + ", column " + (column + 1) + ": ";
    }

    private static String detail(String message) {
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            return unknown(unknown.group(1));
        }
        Matcher misfit = MISFIT.matcher(message);
        if (misfit.matches()) {
            return "'" + symbol(misfit.group(1)) + "' does not fit what it is applied to, " + words(misfit.group(2))
                    + "; convert with double(…) or string(…), or leave it out";
        }
        Matcher large = TOO_LARGE.matcher(message);
        if (large.matches()) {
            return "the whole number '" + large.group(1) + "' is too large; write it with a point, as '"
                    + large.group(1) + ".0'";
        }
        if (message.startsWith("Expression recursion limit exceeded")) {
            return "more than " + Expression.DEPTH_MAX + " parts stand inside each other; make it smaller";
        }
        return message.startsWith("invalid argument to has()")
                ? "has(…) takes a property, as has(data.tokens); of any other name write \"the name\" in data"
                : message;
    }

    private static String unknown(String name) {
        if (LOOPS.contains(name)) {
            return "'" + name + "' goes through a list, which an expression cannot; an event's values are single ones";
        }
        return name.equals("params")
                ? "'params' has no such name; list it in parameters with its type and default"
                : "'" + name + "' is not known; " + KNOWN;
    }

    /** cel-java writes {@code _+_} for the operator +. */
    private static String symbol(String function) {
        return SYMBOLS.getOrDefault(
                function, function.startsWith("_") || function.endsWith("_") ? function.replace("_", "") : function);
    }

    private static String words(String types) {
        return types.replace("double", "number")
                .replace("dyn", "any")
                .replace("string", "text")
                .replace("map(text, any)", "data");
    }
}
