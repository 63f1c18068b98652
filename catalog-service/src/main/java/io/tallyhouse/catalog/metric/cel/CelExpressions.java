package io.tallyhouse.catalog.metric.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.compiler.CelCompiler;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.metric.expression.Expression;
import java.util.List;
import java.util.Optional;

/** Reads expressions that a caller wrote. */
public final class CelExpressions {
    private static final int FAULTS_MAX = 5;

    private CelExpressions() {}

    /**
     * A tree, or all that stands against one.
     *
     * @param faults sentences with the place, from 1, and the mend; empty exactly if there is a tree
     */
    public record Reading(Optional<Expression> tree, List<String> faults) {
        public Reading {
            faults = List.copyOf(faults);
        }

        private static Reading refused(List<String> faults) {
            return new Reading(
                    Optional.empty(),
                    faults.stream().distinct().limit(FAULTS_MAX).toList());
        }
    }

    /**
     * @param parameters whose defaults are put in as constants
     * @param needsNumber true where a text or a boolean is of no use
     */
    public static Reading read(String text, List<MetricParameter> parameters, boolean needsNumber) {
        CelCompiler compiler = Dialect.compiler(parameters);
        try {
            CelAbstractSyntaxTree parsed = compiler.parse(text).getAst();
            CelAbstractSyntaxTree checked =
                    compiler.check(NumberLiterals.unified(parsed)).getAst();
            Translation translation =
                    new Translation(new SourceText(text, checked), parameters, call -> joinsTexts(checked, call));
            Expression tree = translation.of(checked.getExpr());
            if (translation.faults().isEmpty()) {
                return judged(tree, checked.getResultType().kind(), needsNumber);
            }
            return Reading.refused(translation.faults());
        } catch (CelValidationException e) {
            List<CelIssue> issues = e.getErrors();
            return Reading.refused(issues.stream().map(Issues::sentence).toList());
        }
    }

    /** True if nothing else is possible there: of two values of unknown type + makes the sum. */
    private static boolean joinsTexts(CelAbstractSyntaxTree checked, CelExpr call) {
        return checked.getReference(call.id())
                .map(reference -> reference.overloadIds().equals(List.of(Dialect.CONCATENATION)))
                .orElse(false);
    }

    private static Reading judged(Expression tree, CelKind kind, boolean needsNumber) {
        if (!tree.isBounded()) {
            return Reading.refused(List.of("has more than " + Expression.NODES_MAX + " parts, or more than "
                    + Expression.DEPTH_MAX + " inside each other; make it smaller"));
        }
        if (kind == CelKind.NULL_TYPE) {
            return Reading.refused(List.of("comes to null; make it a value of the event"));
        }
        if (needsNumber && kind == CelKind.BOOL) {
            return Reading.refused(List.of("comes to true or false, and a number is needed: write (…) ? 1 : 0"));
        }
        if (needsNumber && kind == CelKind.STRING) {
            return Reading.refused(List.of("comes to a text, and a number is needed: write double(…)"));
        }
        return new Reading(Optional.of(tree), List.of());
    }
}
