// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One call of a kernel: operands, result, and which rows count. Dense kernels compute rows `0` to `rowCount() - 1` and
/// must bear any
/// value in the rows that don't count; the others follow [#rows()], where all operands of a strict kernel have values.
public final class CallFrame {
    private final Operand[] operands;
    private final FlatVector result;
    private final boolean strict;
    private int rowCount;
    private @Nullable Selection active;
    private int[] identity = {};
    private int[] ownRows = {};
    private int[] rows = {};
    private long[] words = {};
    private int count;
    private boolean rowsKnown;
    private byte[] flags = {};
    private long[] integers = {};

    public CallFrame(int operandCount, DataType resultType, boolean strict, int chunkRows) {
        this.operands = new Operand[operandCount];
        Arrays.setAll(operands, _ -> new Operand());
        this.result = FlatVector.allocate(resultType, chunkRows);
        this.strict = strict;
    }

    public void setOperand(int index, Vector value, int rows) {
        operands[index].set(value, rows);
    }

    /// Begins a call: all operands are set. Gives the result the nulls of the operands when the kernel is strict.
    ///
    /// @param activeRows the rows that count, or null for all
    public void start(int rowsInChunk, @Nullable Selection activeRows) {
        rowCount = rowsInChunk;
        active = activeRows;
        rowsKnown = false;
        result.ensureCapacity(rowsInChunk);
        result.clearNulls();
        if (strict) {
            for (Operand operand : operands) {
                if (!operand.constant() && operand.vector().hasNulls()) {
                    result.intersectValidity(result.validity(), operand.validity(), rowsInChunk);
                }
            }
        }
    }

    /// Begins a call for the operands and rows of another frame.
    public void shareOperands(CallFrame other) {
        System.arraycopy(other.operands, 0, operands, 0, operands.length);
        start(other.rowCount, other.active);
    }

    public int operandCount() {
        return operands.length;
    }

    public Operand operand(int index) {
        return operands[index];
    }

    public FlatVector result() {
        return result;
    }

    public int rowCount() {
        return rowCount;
    }

    /// How many rows [#rows()] has.
    public int count() {
        findRows();
        return count;
    }

    /// The rows that count, ascending: the active ones, and for a strict kernel only those without a null. Computed on
    /// first use, by
    /// the nulls that the result has then.
    public int[] rows() {
        findRows();
        return rows;
    }

    /// Whether all rows of the chunk count.
    public boolean allRows() {
        return active == null && (!strict || !result.hasNulls());
    }

    private void findRows() {
        if (rowsKnown) {
            return;
        }
        rowsKnown = true;
        long[] validity = strict ? result.validity() : null;
        if (active == null && validity == null) {
            if (identity.length < rowCount) {
                identity = new int[rowCount];
                Arrays.setAll(identity, row -> row);
            }
            rows = identity;
            count = rowCount;
        } else if (active != null && validity == null) {
            rows = active.rows();
            count = active.count();
        } else {
            if (words.length < Bits.words(rowCount)) {
                words = new long[Bits.words(rowCount)];
            }
            Bits.and(active == null ? null : active.bits(), validity, words, rowCount);
            if (ownRows.length < rowCount) {
                ownRows = new int[rowCount];
            }
            rows = ownRows;
            count = Bits.toRows(words, rowCount, rows);
        }
    }

    /// Makes a row of the result null.
    public void setNull(int row) {
        if (!result.hasNulls()) {
            result.startValidity(rowCount);
        }
        result.setNull(row);
    }

    /// A scratch array of at least as many bytes as there are rows, rounded up to whole words of 64.
    public byte[] flags() {
        int size = Bits.words(rowCount) << 6;
        if (flags.length < size) {
            flags = new byte[size];
        }
        return flags;
    }

    public int[] ints(int index) {
        return operands[index].ints();
    }

    public long[] longs(int index) {
        return operands[index].longs();
    }

    public double[] doubles(int index) {
        return operands[index].doubles();
    }

    public int mask(int index) {
        return operands[index].mask();
    }

    /// Sets an integer result of either width.
    public void putInteger(int row, long value) {
        if (result instanceof LongVector wide) {
            wide.values()[row] = value;
        } else {
            ((IntVector) result).values()[row] = (int) value;
        }
    }

    /// Where dense kernels with an integer result write it, whatever its width; [#finishIntegers] brings it there.
    public long[] integerTarget() {
        if (result instanceof LongVector wide) {
            return wide.values();
        }
        if (integers.length < rowCount) {
            integers = new long[rowCount];
        }
        return integers;
    }

    public void finishIntegers() {
        if (result instanceof IntVector narrow) {
            int[] values = narrow.values();
            for (int i = 0; i < rowCount; i++) {
                values[i] = (int) integers[i];
            }
        }
    }

    /// Makes all results false, to be made true one by one.
    public long[] clearResultBits() {
        long[] bits = resultBits();
        Arrays.fill(bits, 0, Bits.words(rowCount), 0L);
        return bits;
    }

    public int[] resultInts() {
        return ((IntVector) result).values();
    }

    public long[] resultLongs() {
        return ((LongVector) result).values();
    }

    public double[] resultDoubles() {
        return ((DoubleVector) result).values();
    }

    public long[] resultBits() {
        return ((BooleanVector) result).bits();
    }

    public DecimalVector resultDecimals() {
        return (DecimalVector) result;
    }

    public StringVector resultStrings() {
        return (StringVector) result;
    }
}
