// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/// Gives the validator's complaints Sheaf's codes. Calcite tells its errors apart by their text only.
final class ValidationErrors {
    private record Rule(Pattern pattern, ErrorCode code) {}

    private static final List<Rule> RULES = new ArrayList<>();

    static {
        rule("Column '.*' is ambiguous|Column name '.*' in .* (?:is not unique|is ambiguous).*",
                ErrorCode.AMBIGUOUS_COLUMN);
        rule("Column '.*' not found.*|Unknown field '.*'|Column.*not found in.*|Unknown identifier '.*'",
                ErrorCode.UNDEFINED_COLUMN);
        rule("Table '.*' not found.*|Object '.*' not found.*|Relation.*not found.*", ErrorCode.UNDEFINED_TABLE);
        rule("No match found for function signature.*|Invalid number of arguments to function.*",
                ErrorCode.UNDEFINED_FUNCTION);
        rule("Unknown datatype name.*", ErrorCode.UNDEFINED_OBJECT);
        rule("Duplicate relation name.*|Duplicate name '.*' in column alias list", ErrorCode.DUPLICATE_ALIAS);
        rule(".*SCALAR_QUERY.*", ErrorCode.SYNTAX_ERROR);
        rule("WITHIN GROUP not allowed with .*|(?:FILTER|OVER) must be applied to aggregate function",
                ErrorCode.WRONG_OBJECT_TYPE);
        rule("Expected a boolean type", ErrorCode.TYPE_MISMATCH);
        rule("ROWS value must be.*", ErrorCode.INVALID_PARAMETER);
        rule("Windowed aggregate expression.*", ErrorCode.WINDOWING_ERROR);
        rule(
                "Expression '.*' is not being grouped|Aggregate expressions? .*|.*[Aa]ggregate expression.*"
                        + "|Window.*GROUP BY.*|GROUPING.*|Argument to .* must be a grouped expression"
                        + "|Invalid group by.*|.*may only occur in an aggregate query|Expression '.*' is not in .*",
                ErrorCode.GROUPING_ERROR);
        rule(
                ".*[Ww]indow.*|.*OVER clause.*|ROW/RANGE.*|.*RANGE clause.*|.*PRECEDING.*|.*FOLLOWING.*",
                ErrorCode.WINDOWING_ERROR);
        rule("Cast function cannot convert value of type.*", ErrorCode.CANNOT_COERCE);
        rule(
                "Cannot apply .*|Values passed to .* operator must have compatible types|Type mismatch in column.*"
                        + "|(?:WHERE|HAVING|ON) clause must be a condition"
                        + "|QUALIFY.*must be a condition|FILTER.*must be.*condition|Illegal mixing of types.*"
                        + "|Parameters must be of the same type|.*must have compatible types.*",
                ErrorCode.TYPE_MISMATCH);
        rule("Numeric literal '.*' out of range", ErrorCode.NUMERIC_OUT_OF_RANGE);
        rule("Illegal (?:DATE|TIME|TIMESTAMP) literal.*", ErrorCode.INVALID_DATETIME);
        rule("Escape expression.*|.*escape character.*", ErrorCode.INVALID_ESCAPE);
        rule(
                "Column count mismatch.*|.*different number of columns.*|Unequal number of entries in ROW expressions"
                        + "|.*must have the same number of columns.*|Number of .* columns .*"
                        + "|(?:List of c|C)olumn aliases must have same degree.*"
                        + "|Values in expression list must have compatible.*"
                        + "|Cannot .* more than one column.*|.*exactly one column.*",
                ErrorCode.SYNTAX_ERROR);
        rule(".*[Uu]nsupported.*|.*not (?:yet )?(?:supported|implemented).*|Feature .*", ErrorCode.NOT_SUPPORTED);
    }

    private ValidationErrors() {}

    static SheafException translate(Throwable failure) {
        SourcePosition position = failure instanceof CalciteContextException context
                ? new SourcePosition(
                        context.getPosLine(), context.getPosColumn(), context.getEndPosLine(),
                        context.getEndPosColumn())
                : SourcePosition.UNKNOWN;
        Throwable cause = failure;
        while (cause instanceof CalciteContextException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SheafException known) {
            return known.at(position);
        }
        // Keys of bound tables end in a number that nobody wrote.
        String message = String.valueOf(cause.getMessage()).replaceAll("#\\d+", "");
        return new SheafException(code(message), message, position, null, failure);
    }

    /// An error that Calcite wrapped, or a bug.
    static SheafException unwrap(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SheafException known) {
                return known;
            }
            if (cause instanceof CalciteContextException) {
                return translate(cause);
            }
            if (cause instanceof StackOverflowError) {
                return SheafException.wrap(cause);
            }
            if (cause instanceof AssertionError && String.valueOf(cause.getMessage()).endsWith("is not a group expr")) {
                return new SheafException(
                        ErrorCode.GROUPING_ERROR, "a subquery uses a column of an outer query that is not grouped by");
            }
        }
        return SheafException.wrap(failure);
    }

    private static ErrorCode code(String message) {
        for (Rule rule : RULES) {
            if (rule.pattern().matcher(message).matches()) {
                return rule.code();
            }
        }
        return ErrorCode.INVALID_STATEMENT;
    }

    private static void rule(String pattern, ErrorCode code) {
        RULES.add(new Rule(Pattern.compile(pattern, Pattern.DOTALL), code));
    }
}
