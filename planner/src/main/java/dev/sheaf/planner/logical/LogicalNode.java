// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.logical;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// A node of the logical tree. Expressions refer to the columns of the input by place; a join's to the left columns
/// followed by the right ones.
public sealed interface LogicalNode {
    Schema schema();

    List<LogicalNode> inputs();

    LogicalNode withInputs(List<LogicalNode> inputs);

    /// A table, all columns.
    record Scan(Relation.Table table) implements LogicalNode {
        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of();
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return this;
        }
    }

    /// Rows written out.
    record Values(Schema schema, List<List<Expression>> rows) implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of();
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return this;
        }
    }

    /// The rows for which the condition is true.
    record Filter(LogicalNode input, Expression condition) implements LogicalNode {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Filter(inputs.getFirst(), condition);
        }
    }

    /// Computed columns.
    record Project(LogicalNode input, List<Expression> expressions, Schema schema) implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Project(inputs.getFirst(), expressions, schema);
        }
    }

    /// How a join's rows come out.
    enum JoinKind {
        INNER,
        LEFT,
        FULL,
        SEMI,
        ANTI,
        /// NOT IN of one column without further conditions.
        NULL_AWARE_ANTI,
        MARK,
        /// IN as a value, of one column without further conditions.
        NULL_AWARE_MARK;

        public boolean givesRight() {
            return this == INNER || this == LEFT || this == FULL;
        }

        public boolean givesMark() {
            return this == MARK || this == NULL_AWARE_MARK;
        }

        /// Whether left rows come out at most once and unchanged.
        public boolean filtersLeft() {
            return this == SEMI || this == ANTI || this == NULL_AWARE_ANTI;
        }
    }

    /// A join on any condition.
    record Join(LogicalNode left, LogicalNode right, JoinKind kind, Expression condition) implements LogicalNode {
        @Override
        public Schema schema() {
            return joinSchema(left.schema(), right.schema(), kind);
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Join(inputs.get(0), inputs.get(1), kind, condition);
        }
    }

    /// What an [Apply] gives for each left row.
    enum ApplyKind {
        /// The left row when the right side has a matching row.
        SEMI,
        /// The left row when the right side has no matching row.
        ANTI,
        /// The left row unless a match exists or can't be ruled out for nulls: NOT IN.
        NULL_AWARE_ANTI,
        /// A mark that is never null.
        MARK,
        /// A mark that is null when nulls leave it open: IN.
        NULL_AWARE_MARK,
        /// The right side's one value, null for no row, an error for more.
        SCALAR,
        /// The left row with each right row.
        INNER,
        /// As INNER, or once with nulls.
        LEFT
    }

    /// Evaluates the right side for each left row, whose columns it may use ([OuterColumns]). Removed by unnesting.
    ///
    /// @param id by which the right side refers to left columns
    /// @param condition on the left columns followed by the right ones; TRUE for none
    record Apply(
            LogicalNode left,
            LogicalNode right,
            ApplyKind kind,
            Expression condition,
            int id,
            SourcePosition position)
            implements LogicalNode {
        @Override
        public Schema schema() {
            return switch (kind) {
                case SEMI, ANTI, NULL_AWARE_ANTI -> left.schema();
                case MARK -> joinSchema(left.schema(), right.schema(), JoinKind.MARK);
                case NULL_AWARE_MARK -> joinSchema(left.schema(), right.schema(), JoinKind.NULL_AWARE_MARK);
                case SCALAR, LEFT -> joinSchema(left.schema(), right.schema(), JoinKind.LEFT);
                case INNER -> joinSchema(left.schema(), right.schema(), JoinKind.INNER);
            };
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Apply(inputs.get(0), inputs.get(1), kind, condition, id, position);
        }
    }

    /// Groups and aggregates; the schema is the keys followed by a column per call.
    record Aggregate(LogicalNode input, List<Integer> keys, List<AggregateCall> calls, Schema schema)
            implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Aggregate(inputs.getFirst(), keys, calls, schema);
        }
    }

    /// Each row once per grouping set: as [dev.sheaf.core.plan.GroupingSetsNode].
    record GroupingSets(LogicalNode input, List<Integer> keys, List<List<Integer>> sets) implements LogicalNode {
        @Override
        public Schema schema() {
            List<Field> fields = new ArrayList<>();
            for (int key : keys) {
                Field field = input.schema().field(key);
                fields.add(new Field(field.name(), field.type(), true));
            }
            fields.addAll(input.schema().fields());
            fields.add(new Field("$grouping_set", DataType.BIGINT, false));
            return new Schema(fields);
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new GroupingSets(inputs.getFirst(), keys, sets);
        }
    }

    /// Adds a column per call.
    record Window(
            LogicalNode input,
            List<Integer> partitionKeys,
            List<SortKey> orderKeys,
            List<WindowCall> calls,
            Schema schema)
            implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Window(inputs.getFirst(), partitionKeys, orderKeys, calls, schema);
        }
    }

    /// Orders, then passes over `offset` rows and gives `count`.
    ///
    /// @param keys empty for a limit in no order
    /// @param count [Long#MAX_VALUE] for no limit
    record Sort(LogicalNode input, List<SortKey> keys, long offset, long count) implements LogicalNode {
        public boolean limited() {
            return offset > 0 || count != Long.MAX_VALUE;
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Sort(inputs.getFirst(), keys, offset, count);
        }
    }

    /// UNION ALL of inputs with the schema's types.
    record Union(List<LogicalNode> inputs, Schema schema) implements LogicalNode {
        @Override
        public LogicalNode withInputs(List<LogicalNode> replaced) {
            return new Union(List.copyOf(replaced), schema);
        }
    }

    /// The rows of a subtree that is computed once for all its readers: one of those of the [LogicalPlan].
    ///
    /// @param number of the subtree, from 1
    record Shared(int number, Schema schema) implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of();
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return this;
        }
    }

    /// WITH RECURSIVE: as [dev.sheaf.core.plan.RecursiveUnionNode]. The step reads a [WorkingTable] of its number.
    record Recursion(LogicalNode anchor, LogicalNode step, boolean distinct, int number, Schema schema)
            implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of(anchor, step);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new Recursion(inputs.get(0), inputs.get(1), distinct, number, schema);
        }
    }

    /// What the step of a [Recursion] reads.
    ///
    /// @param number of the [Recursion]
    /// @param input 0 for the rows of the last time, else what is held, from 1
    record WorkingTable(int number, int input, Schema schema) implements LogicalNode {
        @Override
        public List<LogicalNode> inputs() {
            return List.of();
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return this;
        }
    }

    /// Exactly one row: as [dev.sheaf.core.plan.EnforceSingleRowNode].
    record SingleRow(LogicalNode input, SourcePosition position) implements LogicalNode {
        @Override
        public Schema schema() {
            return input.schema().asNullable();
        }

        @Override
        public List<LogicalNode> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalNode withInputs(List<LogicalNode> inputs) {
            return new SingleRow(inputs.getFirst(), position);
        }
    }

    /// The columns of a join.
    static Schema joinSchema(Schema left, Schema right, JoinKind kind) {
        return switch (kind) {
            case INNER -> left.concat(right);
            case LEFT -> left.concat(right.asNullable());
            case FULL -> left.asNullable().concat(right.asNullable());
            case SEMI, ANTI, NULL_AWARE_ANTI -> left;
            case MARK -> left.concat(Schema.of(new Field("$mark", DataType.BOOLEAN, false)));
            case NULL_AWARE_MARK -> left.concat(Schema.of(new Field("$mark", DataType.BOOLEAN, true)));
        };
    }
}
