package io.tallyhouse.catalog.metric.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.Collection;

/**
 * Makes all number literals of one type before the type check, so that {@code data.n * 3 + 0.5} is no mistake. Their
 * values do not matter: they are read from the source.
 */
final class NumberLiterals {
    private NumberLiterals() {}

    static CelAbstractSyntaxTree unified(CelAbstractSyntaxTree parsed) {
        return CelAbstractSyntaxTree.newParsedAst(unified(parsed.getExpr()), parsed.getSource());
    }

    private static CelExpr unified(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT ->
                node.constant().getKind() == CelConstant.Kind.INT64_VALUE
                        ? CelExpr.ofConstant(node.id(), CelConstant.ofValue((double)
                                node.constant().int64Value()))
                        : node;
            case SELECT ->
                CelExpr.ofSelect(
                        node.id(),
                        unified(node.select().operand()),
                        node.select().field(),
                        node.select().testOnly());
            case CALL ->
                CelExpr.ofCall(
                        node.id(),
                        node.call().target().map(NumberLiterals::unified),
                        node.call().function(),
                        unified(node.call().args()));
            case LIST ->
                CelExpr.ofList(
                        node.id(), unified(node.list().elements()), node.list().optionalIndices());
            case NOT_SET, IDENT, STRUCT, MAP, COMPREHENSION -> node;
        };
    }

    private static ImmutableList<CelExpr> unified(Collection<CelExpr> nodes) {
        return nodes.stream().map(NumberLiterals::unified).collect(ImmutableList.toImmutableList());
    }
}
