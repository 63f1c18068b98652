package io.tallyhouse.contracts.metric.expression;

import io.tallyhouse.contracts.metric.expression.Expression.Operator;

/** Short ways to write expressions. */
final class Trees {
    private Trees() {}

    static Expression call(Operator operator, Expression... arguments) {
        return Expression.of(operator, arguments);
    }

    static Expression number(String text) {
        return Expression.leaf(Operator.NUMBER, text);
    }

    static Expression string(String text) {
        return Expression.leaf(Operator.STRING, text);
    }

    static Expression truth(boolean value) {
        return Expression.leaf(Operator.BOOLEAN, Boolean.toString(value));
    }

    static Expression property(String name) {
        return Expression.leaf(Operator.PROPERTY, name);
    }
}
