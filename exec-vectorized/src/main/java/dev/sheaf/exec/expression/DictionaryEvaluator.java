// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An expression over a single column, which is computed once per entry when the column has a dictionary, and then
/// looked up by code. The
/// entries are computed when as many rows have gone by as there are entries, so that it never costs more than twice the
/// work. An
/// entry that fails may belong to no row that counts: then the rows are computed after all.
final class DictionaryEvaluator implements Evaluator {
    private final Evaluator plain;
    private final Supplier<Evaluator> compileForEntries;
    private final int column;
    private final Chunk entries;
    private final DictionaryVector result;
    private final FlatVector patched;
    private @Nullable Evaluator forEntries;
    private @Nullable FlatVector base;
    private @Nullable FlatVector entryResults;
    private @Nullable FlatVector nullResult;
    private long rowsSeen;

    /// @param plain the expression over the input
    /// @param compileForEntries makes the same over a chunk of the same schema; called at most once
    /// @param entries an empty chunk of the input's columns up to `column` at least
    DictionaryEvaluator(
            Evaluator plain, Supplier<Evaluator> compileForEntries, int column, Chunk entries, DataType type) {
        this.plain = plain;
        this.compileForEntries = compileForEntries;
        this.column = column;
        this.entries = entries;
        this.result = new DictionaryVector(type);
        this.patched = FlatVector.allocate(type, 0);
    }

    @Override
    public Vector evaluate(Chunk input, @Nullable Selection active) {
        if (!(input.column(column) instanceof DictionaryVector dictionary) || !dictionary.unique()) {
            return plain.evaluate(input, active);
        }
        if (dictionary.base() != base) {
            base = dictionary.base();
            entryResults = null;
            rowsSeen = 0;
        }
        int activeCount = active == null ? input.rowCount() : active.count();
        rowsSeen += rowsSeen < 0 ? 0 : activeCount;
        if (entryResults == null && (rowsSeen < dictionary.base().capacity() || !computeEntries(dictionary.base()))) {
            return plain.evaluate(input, active);
        }
        return lookUp(dictionary, input.rowCount());
    }

    /// @return whether there are results now
    private boolean computeEntries(FlatVector from) {
        Evaluator evaluator = forEntries;
        if (evaluator == null) {
            evaluator = compileForEntries.get();
            forEntries = evaluator;
        }
        try {
            if (nullResult == null) {
                entries.start(1);
                entries.set(column, CallEvaluator.nullConstant(from.type()));
                FlatVector one = FlatVector.allocate(result.type(), 1);
                one.copyRow(0, evaluator.evaluate(entries, null).flatten(1), 0);
                nullResult = one;
            }
            entries.start(from.capacity());
            entries.set(column, from);
            entryResults = evaluator.evaluate(entries, null).flatten(from.capacity());
            return true;
        } catch (SheafException failure) {
            // Raised again by the plain form if a row that counts has the entry.
            rowsSeen = Long.MIN_VALUE;
            return false;
        }
    }

    private Vector lookUp(DictionaryVector dictionary, int rowCount) {
        FlatVector byCode = entryResults;
        FlatVector ofNull = nullResult;
        if (byCode == null || ofNull == null) {
            throw new IllegalStateException("looked up before computed");
        }
        long[] validity = dictionary.validity();
        if (validity == null || ofNull.isNull(0)) {
            result.reset(byCode, dictionary.codes(), validity, false);
            return result;
        }
        patched.ensureCapacity(rowCount);
        patched.gather(byCode, dictionary.codes(), rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (!Bits.get(validity, row)) {
                patched.copyRow(row, ofNull, 0);
            }
        }
        return patched;
    }
}
