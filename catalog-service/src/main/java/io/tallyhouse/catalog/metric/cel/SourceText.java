package io.tallyhouse.catalog.metric.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an author wrote, and which node stands where. */
final class SourceText {
    private static final Pattern NUMBER = Pattern.compile("0x([0-9a-fA-F]+)|[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?");
    private static final int HEXADECIMAL = 16;

    private final String text;
    private final CelSource source;

    SourceText(String text, CelAbstractSyntaxTree tree) {
        this.text = text;
        this.source = tree.getSource();
    }

    /** The digits of a number literal, with its sign; empty if they are more than a number may have. */
    Optional<String> number(CelExpr literal) {
        Matcher digits = NUMBER.matcher(text).region(offset(literal), text.length());
        if (!digits.lookingAt()) {
            throw new IllegalStateException("no number stands at " + offset(literal) + " of " + text);
        }
        BigDecimal magnitude = digits.group(1) == null
                ? new BigDecimal(digits.group())
                : new BigDecimal(new BigInteger(digits.group(1), HEXADECIMAL));
        boolean negative = literal.constant().doubleValue() < 0;
        // a literal too great for Decimals is refused before it is written out
        return Optional.of(negative ? magnitude.negate() : magnitude)
                .filter(number -> Decimals.parse(number.toString()).isPresent())
                .map(BigDecimal::toPlainString);
    }

    String at(CelExpr node) {
        return source.getOffsetLocation(position(node))
                .map(location -> Issues.at(location.getLine(), location.getColumn()))
                .orElse("");
    }

    /** In code points. */
    private int position(CelExpr node) {
        Integer position = source.getPositionsMap().get(node.id());
        return position == null ? 0 : position;
    }

    private int offset(CelExpr node) {
        return text.offsetByCodePoints(0, position(node));
    }
}
