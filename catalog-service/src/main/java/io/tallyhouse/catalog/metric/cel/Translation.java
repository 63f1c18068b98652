package io.tallyhouse.catalog.metric.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.contracts.metric.expression.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From a checked CEL tree to ours. Goes on after a fault, so that all are told; the tree is of use only without any. */
final class Translation {
    /** Stands where there is a fault. */
    private static final Expression NOTHING = new Expression(Operator.NULL, Optional.empty(), List.of());

    private static final Map<String, Operator> OPERATORS = Map.ofEntries(
            Map.entry("_+_", Operator.ADD),
            Map.entry("_-_", Operator.SUBTRACT),
            Map.entry("_*_", Operator.MULTIPLY),
            Map.entry("_/_", Operator.DIVIDE),
            Map.entry("_%_", Operator.REMAINDER),
            Map.entry("-_", Operator.NEGATE),
            Map.entry("math.least", Operator.LEAST),
            Map.entry("math.greatest", Operator.GREATEST),
            Map.entry("math.abs", Operator.ABSOLUTE),
            Map.entry("math.ceil", Operator.CEILING),
            Map.entry("math.floor", Operator.FLOOR),
            Map.entry("math.round", Operator.ROUND),
            Map.entry("math.trunc", Operator.TRUNCATE),
            Map.entry("int", Operator.TRUNCATE),
            Map.entry("double", Operator.TO_NUMBER),
            Map.entry("string", Operator.TO_STRING),
            Map.entry("_==_", Operator.EQUAL),
            Map.entry("_!=_", Operator.NOT_EQUAL),
            Map.entry("_<_", Operator.LESS),
            Map.entry("_<=_", Operator.LESS_OR_EQUAL),
            Map.entry("_>_", Operator.GREATER),
            Map.entry("_>=_", Operator.GREATER_OR_EQUAL),
            Map.entry("_&&_", Operator.AND),
            Map.entry("_||_", Operator.OR),
            Map.entry("!_", Operator.NOT),
            Map.entry("_?_:_", Operator.CONDITIONAL),
            Map.entry("startsWith", Operator.STARTS_WITH),
            Map.entry("endsWith", Operator.ENDS_WITH),
            Map.entry("contains", Operator.CONTAINS),
            Map.entry("lowerAscii", Operator.LOWER_CASE),
            Map.entry("upperAscii", Operator.UPPER_CASE),
            Map.entry("size", Operator.SIZE));

    private final SourceText source;
    private final Map<String, MetricParameter> parameters;
    private final Overloads overloads;
    private final List<String> faults = new ArrayList<>();

    /** Whether the + of a node joins texts. */
    interface Overloads {
        boolean joinsTexts(CelExpr call);
    }

    Translation(SourceText source, List<MetricParameter> parameters, Overloads overloads) {
        this.source = source;
        this.parameters = parameters.stream()
                .collect(java.util.stream.Collectors.toMap(MetricParameter::name, parameter -> parameter));
        this.overloads = overloads;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    Expression of(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT -> constant(node);
            case IDENT -> name(node);
            case SELECT -> select(node);
            case CALL -> call(node);
            case LIST -> fault(node, "a list can stand after 'in' and in math.least or math.greatest only");
            case NOT_SET, STRUCT, MAP, COMPREHENSION -> fault(node, "maps and messages are not possible");
        };
    }

    private Expression constant(CelExpr node) {
        CelConstant constant = node.constant();
        return switch (constant.getKind()) {
            case DOUBLE_VALUE, INT64_VALUE ->
                source.number(node)
                        .map(text -> Expression.leaf(Operator.NUMBER, text))
                        .orElseGet(() -> fault(node, "the number has more than 34 digits; shorten it"));
            case STRING_VALUE -> Expression.leaf(Operator.STRING, constant.stringValue());
            case BOOLEAN_VALUE -> Expression.leaf(Operator.BOOLEAN, Boolean.toString(constant.booleanValue()));
            case NULL_VALUE -> NOTHING;
            case UINT64_VALUE -> fault(node, "unsigned numbers are not possible; leave the 'u' out");
            case BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE, NOT_SET ->
                fault(node, "the literal is not possible; write a number, a text, true or false");
        };
    }

    private Expression name(CelExpr node) {
        String name = node.ident().name();
        if (!name.startsWith(Dialect.PARAMETERS)) {
            return fault(node, "'data' needs the name of a property: data.tokens or data[\"prompt tokens\"]");
        }
        MetricParameter parameter = parameters.get(name.substring(Dialect.PARAMETERS.length()));
        if (parameter == null) {
            return fault(node, "'" + name + "' is no parameter");
        }
        return Expression.leaf(
                parameter.type() == MetricParameter.Type.STRING ? Operator.STRING : Operator.NUMBER, parameter.text());
    }

    private Expression select(CelExpr node) {
        CelSelect select = node.select();
        if (!isData(select.operand())) {
            return fault(node, "an event's values have no fields; write one name after 'data'");
        }
        return Expression.leaf(select.testOnly() ? Operator.HAS : Operator.PROPERTY, select.field());
    }

    private Expression call(CelExpr node) {
        CelCall call = node.call();
        List<CelExpr> arguments =
                Stream.concat(call.target().stream(), call.args().stream()).toList();
        return switch (call.function()) {
            case "_[_]" -> index(node, arguments.get(0), arguments.get(1));
            case "@in" -> in(node, arguments.get(0), arguments.get(1));
            case "_==_", "_!=_" -> presence(call.function(), arguments).orElseGet(() -> operation(node, arguments));
            case "math.least", "math.greatest" ->
                operation(
                        node, isList(arguments.get(0)) ? arguments.get(0).list().elements() : arguments);
            default -> operation(node, arguments);
        };
    }

    private Expression operation(CelExpr node, List<CelExpr> arguments) {
        Operator operator = OPERATORS.get(node.call().function());
        if (operator == null) {
            return fault(node, "'" + node.call().function() + "' is not known; " + Issues.KNOWN);
        }
        if (arguments.isEmpty()) {
            return fault(node, "the list is empty; give it a number at least");
        }
        boolean joins = operator == Operator.ADD && overloads.joinsTexts(node);
        Expression[] translated = arguments.stream().map(this::of).toArray(Expression[]::new);
        return Expression.of(joins ? Operator.CONCATENATE : operator, translated);
    }

    private Expression index(CelExpr node, CelExpr map, CelExpr key) {
        if (!isData(map) || !isText(key)) {
            return fault(node, "the name in [ ] must be a text, as in data[\"prompt tokens\"]");
        }
        return Expression.leaf(Operator.PROPERTY, key.constant().stringValue());
    }

    private Expression in(CelExpr node, CelExpr element, CelExpr container) {
        if (isData(container)) {
            return isText(element)
                    ? Expression.leaf(Operator.HAS, element.constant().stringValue())
                    : fault(node, "the name before 'in data' must be a text, as in \"tokens\" in data");
        }
        if (!isList(container)) {
            return fault(node, "'in' needs a list, as in data.region in [\"eu\", \"us\"]");
        }
        List<Expression> arguments = Stream.concat(Stream.of(element), container.list().elements().stream())
                .map(this::of)
                .toList();
        return new Expression(Operator.IN, Optional.empty(), arguments);
    }

    /** A comparison of a property with null asks whether it is there: a property that is null is missing. */
    private Optional<Expression> presence(String function, List<CelExpr> arguments) {
        Optional<CelExpr> compared = arguments.stream()
                .filter(argument -> !isNull(argument))
                .findFirst()
                .filter(other -> arguments.stream().anyMatch(Translation::isNull));
        return compared.map(this::of)
                .filter(property -> property.operator() == Operator.PROPERTY)
                .map(property -> Expression.leaf(Operator.HAS, property.text().orElseThrow()))
                .map(there -> function.equals("_!=_") ? there : Expression.of(Operator.NOT, there));
    }

    private Expression fault(CelExpr node, String detail) {
        faults.add(source.at(node) + detail);
        return NOTHING;
    }

    private static boolean isData(CelExpr node) {
        return node.getKind() == ExprKind.Kind.IDENT && node.ident().name().equals(Dialect.DATA);
    }

    private static boolean isList(CelExpr node) {
        return node.getKind() == ExprKind.Kind.LIST;
    }

    private static boolean isText(CelExpr node) {
        return isConstant(node, CelConstant.Kind.STRING_VALUE);
    }

    private static boolean isNull(CelExpr node) {
        return isConstant(node, CelConstant.Kind.NULL_VALUE);
    }

    private static boolean isConstant(CelExpr node, CelConstant.Kind kind) {
        return node.getKind() == ExprKind.Kind.CONSTANT && node.constant().getKind() == kind;
    }
}
