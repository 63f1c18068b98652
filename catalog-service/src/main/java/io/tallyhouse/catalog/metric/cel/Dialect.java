package io.tallyhouse.catalog.metric.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.metric.expression.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The variables and functions that an expression may use, with their types. */
final class Dialect {
    static final String DATA = "data";
    static final String PARAMETERS = "params.";
    /** Overload of + that joins texts. */
    static final String CONCATENATION = "concatenate";

    private static final CelType NUMBER = SimpleType.DOUBLE;
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TRUTH = SimpleType.BOOL;
    private static final CelType ANY = TypeParamType.create("A");
    private static final CelType EVENT_DATA = MapType.create(TEXT, SimpleType.DYN);
    /** Arguments of math.least and math.greatest; a list may have more. */
    private static final int ARGUMENTS_MAX = 10;

    private static final int PARSE_DEPTH_MAX = Expression.DEPTH_MAX;
    private static final List<CelFunctionDecl> FUNCTIONS = functions();

    private Dialect() {}

    static CelCompiler compiler(List<MetricParameter> parameters) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardEnvironmentEnabled(false)
                .setStandardMacros(CelStandardMacro.HAS)
                .setOptions(CelOptions.current()
                        .maxParseRecursionDepth(PARSE_DEPTH_MAX)
                        .build())
                .addFunctionDeclarations(FUNCTIONS)
                .addVar(DATA, EVENT_DATA);
        for (MetricParameter parameter : parameters) {
            builder.addVar(
                    PARAMETERS + parameter.name(), parameter.type() == MetricParameter.Type.STRING ? TEXT : NUMBER);
        }
        return builder.build();
    }

    private static List<CelFunctionDecl> functions() {
        List<CelFunctionDecl> functions = new ArrayList<>();
        for (String operator : List.of("_-_", "_*_", "_/_", "_%_")) {
            functions.add(function(operator, global("numbers", NUMBER, NUMBER, NUMBER)));
        }
        functions.add(
                function("_+_", global("numbers", NUMBER, NUMBER, NUMBER), global(CONCATENATION, TEXT, TEXT, TEXT)));
        for (String operator : List.of("_<_", "_<=_", "_>_", "_>=_")) {
            functions.add(
                    function(operator, global("numbers", TRUTH, NUMBER, NUMBER), global("texts", TRUTH, TEXT, TEXT)));
        }
        for (String operator : List.of("_==_", "_!=_")) {
            functions.add(function(operator, global("any", TRUTH, ANY, ANY)));
        }
        for (String operator : List.of("_&&_", "_||_")) {
            functions.add(function(operator, global("truths", TRUTH, TRUTH, TRUTH)));
        }
        functions.add(function("!_", global("truth", TRUTH, TRUTH)));
        functions.add(function("-_", global("number", NUMBER, NUMBER)));
        functions.add(function("_?_:_", global("any", ANY, TRUTH, ANY, ANY)));
        functions.add(function(
                "@in", global("list", TRUTH, ANY, ListType.create(ANY)), global("data", TRUTH, TEXT, EVENT_DATA)));
        functions.add(function("_[_]", global("data", SimpleType.DYN, EVENT_DATA, TEXT)));
        addNamed(functions);
        return List.copyOf(functions);
    }

    private static void addNamed(List<CelFunctionDecl> functions) {
        for (String extreme : List.of("math.least", "math.greatest")) {
            List<CelOverloadDecl> overloads = new ArrayList<>(IntStream.rangeClosed(1, ARGUMENTS_MAX)
                    .mapToObj(count -> global(
                            "of" + count,
                            NUMBER,
                            Collections.nCopies(count, NUMBER).toArray(CelType[]::new)))
                    .toList());
            overloads.add(global("list", NUMBER, ListType.create(NUMBER)));
            functions.add(function(extreme, overloads.toArray(CelOverloadDecl[]::new)));
        }
        for (String name : List.of("math.abs", "math.ceil", "math.floor", "math.round", "math.trunc")) {
            functions.add(function(name, global("number", NUMBER, NUMBER)));
        }
        for (String name : List.of("startsWith", "endsWith", "contains")) {
            functions.add(function(name, member("texts", TRUTH, TEXT, TEXT)));
        }
        for (String name : List.of("lowerAscii", "upperAscii")) {
            functions.add(function(name, member("text", TEXT, TEXT)));
        }
        functions.add(function("size", global("text", NUMBER, TEXT), member("own", NUMBER, TEXT)));
        for (String name : List.of("double", "int")) {
            functions.add(function(name, global("number", NUMBER, NUMBER), global("text", NUMBER, TEXT)));
        }
        functions.add(function(
                "string", global("number", TEXT, NUMBER), global("text", TEXT, TEXT), global("truth", TEXT, TRUTH)));
    }

    private static CelFunctionDecl function(String name, CelOverloadDecl... overloads) {
        return CelFunctionDecl.newFunctionDeclaration(name, overloads);
    }

    private static CelOverloadDecl global(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newGlobalOverload(id, result, arguments);
    }

    private static CelOverloadDecl member(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newMemberOverload(id, result, arguments);
    }
}
