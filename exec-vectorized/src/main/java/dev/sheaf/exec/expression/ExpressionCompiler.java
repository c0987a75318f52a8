// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.Coalesce;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.kernel.EvaluationContext;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.cast.CastKernels;
import dev.sheaf.exec.kernel.compare.InListKernel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns expressions into trees of evaluators, one per driver: no code is generated, kernels are chosen. Types are
/// taken as they are;
/// the planner has made every cast explicit.
public final class ExpressionCompiler {
    private final KernelContext context;
    private final int chunkRows;
    /// Whether dictionaries are already seen to by a node above.
    private final boolean withinDictionary;

    private ExpressionCompiler(KernelContext context, boolean withinDictionary) {
        this.context = context;
        this.chunkRows = context.evaluation().chunkRows();
        this.withinDictionary = withinDictionary;
    }

    /// Compiles an expression for one driver. The evaluator must be closed.
    ///
    /// @throws dev.sheaf.core.error.SheafException when there is no kernel for a function and its types
    public static Evaluator compile(Expression expression, EvaluationContext context) {
        KernelContext kernels = new KernelContext(context);
        try {
            return new Compiled(new ExpressionCompiler(kernels, false).compile(expression), kernels);
        } catch (RuntimeException failure) {
            kernels.close();
            throw failure;
        }
    }

    /// The root: it owns the heaps of the whole tree.
    private record Compiled(Evaluator root, KernelContext kernels) implements Evaluator {
        @Override
        public Vector evaluate(Chunk input, @Nullable Selection active) {
            return root.evaluate(input, active);
        }

        @Override
        public void close() {
            kernels.close();
        }
    }

    private Evaluator compile(Expression expression) {
        if (withinDictionary
                || expression instanceof ColumnReference
                || !Expressions.deterministic(expression)) {
            return node(expression);
        }
        BitSet columns = Expressions.columns(expression);
        return columns.cardinality() == 1 ? overOneColumn(expression, columns.nextSetBit(0)) : node(expression);
    }

    private Evaluator overOneColumn(Expression expression, int column) {
        ExpressionCompiler plain = new ExpressionCompiler(context, true);
        Chunk entries = new Chunk(schemaUpTo(column));
        return new DictionaryEvaluator(
                plain.node(expression), () -> plain.node(expression), column, entries, expression.type());
    }

    private static Schema schemaUpTo(int column) {
        List<Field> fields = new ArrayList<>(column + 1);
        for (int i = 0; i <= column; i++) {
            fields.add(new Field("", DataType.NULL, true));
        }
        return new Schema(fields);
    }

    private Evaluator[] operands(List<? extends Expression> expressions) {
        return expressions.stream().map(this::compile).toArray(Evaluator[]::new);
    }

    private Evaluator node(Expression expression) {
        return switch (expression) {
            case ColumnReference column -> new ColumnEvaluator(column.index());
            case Literal literal -> new LiteralEvaluator(literal, context.newHeap());
            case Parameter parameter -> throw new IllegalStateException("parameter " + parameter + " was not bound");
            case Call call -> call(call, kernel(call), call.type(), call.position());
            case Cast cast -> cast(cast);
            case InList in -> inList(in);
            case Logical logical -> new LogicalEvaluator(
                    operands(logical.operands()), logical.operator() == Logical.Operator.AND, chunkRows);
            case Case branches -> new CaseEvaluator(operands(branches.operands()), branches.type(), chunkRows);
            case Coalesce coalesce -> new CoalesceEvaluator(operands(coalesce.operands()), coalesce.type(), chunkRows);
        };
    }

    private Kernel kernel(Call call) {
        try {
            return KernelBinder.bind(call, context);
        } catch (SheafException refused) {
            throw refused.at(call.position());
        }
    }

    private Evaluator cast(Cast cast) {
        DataType from = cast.operand().type();
        if (from.equals(cast.type())) {
            return compile(cast.operand());
        }
        if (cast.type() instanceof CharacterType
                && !(from instanceof CharacterType || cast.type().equals(DataType.VARCHAR))) {
            // Written in full first, then cut or padded.
            Expression text = new Cast(cast.operand(), DataType.VARCHAR, cast.nullable(), cast.safe(), cast.position());
            return compile(new Cast(text, cast.type(), cast.nullable(), cast.safe(), cast.position()));
        }
        return call(
                cast, CastKernels.bind(from, cast.type(), cast.safe(), context), cast.type(), cast.position());
    }

    private Evaluator inList(InList in) {
        FlatVector values = Literals.vector(in.values(), in.operand().type(), context.newHeap());
        return call(
                in, new InListKernel(values, in.values().size()), DataType.BOOLEAN, SourcePosition.UNKNOWN);
    }

    private Evaluator call(Expression expression, Kernel kernel, DataType type, SourcePosition position) {
        boolean foldable = !(expression instanceof Call call) || KernelBinder.foldable(call.function());
        boolean literal = Expressions.deterministic(expression) && Expressions.columns(expression).isEmpty();
        return new CallEvaluator(
                operands(expression.operands()), kernel, type, chunkRows, position, foldable, literal);
    }
}
