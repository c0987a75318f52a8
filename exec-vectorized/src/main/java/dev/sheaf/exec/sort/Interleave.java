// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;

/// Gathers rows from several vectors: `target[i] = vectors[inputs[i]][rows[i]]`. One loop per column; strings stay
/// where they are.
final class Interleave {
    private Interleave() {}

    /// @param vectors of the target's class
    static void gather(FlatVector[] vectors, int[] inputs, int[] rows, int count, FlatVector target) {
        target.ensureCapacity(count);
        switch (target) {
            case BooleanVector booleans -> booleans(vectors, inputs, rows, count, booleans);
            case IntVector ints -> ints(vectors, inputs, rows, count, ints.values());
            case LongVector longs -> longs(vectors, inputs, rows, count, longs.values());
            case DoubleVector doubles -> doubles(vectors, inputs, rows, count, doubles.values());
            case DecimalVector decimals -> decimals(vectors, inputs, rows, count, decimals);
            case StringVector strings -> strings(vectors, inputs, rows, count, strings);
        }
        validity(vectors, inputs, rows, count, target);
    }

    private static void validity(FlatVector[] vectors, int[] inputs, int[] rows, int count, FlatVector target) {
        long[][] sources = new long[vectors.length][];
        boolean any = false;
        for (int i = 0; i < vectors.length; i++) {
            sources[i] = vectors[i].validity();
            any |= sources[i] != null;
        }
        if (!any) {
            target.clearNulls();
            return;
        }
        long[] bits = target.startValidity(count);
        for (int i = 0; i < count; i++) {
            long[] source = sources[inputs[i]];
            if (source != null && !Bits.get(source, rows[i])) {
                Bits.clear(bits, i);
            }
        }
    }

    private static void booleans(FlatVector[] vectors, int[] inputs, int[] rows, int count, BooleanVector target) {
        for (int i = 0; i < count; i++) {
            Bits.set(target.bits(), i, ((BooleanVector) vectors[inputs[i]]).value(rows[i]));
        }
    }

    private static void ints(FlatVector[] vectors, int[] inputs, int[] rows, int count, int[] target) {
        int[][] sources = new int[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            sources[i] = ((IntVector) vectors[i]).values();
        }
        for (int i = 0; i < count; i++) {
            target[i] = sources[inputs[i]][rows[i]];
        }
    }

    private static void longs(FlatVector[] vectors, int[] inputs, int[] rows, int count, long[] target) {
        long[][] sources = new long[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            sources[i] = ((LongVector) vectors[i]).values();
        }
        gather(sources, inputs, rows, count, target);
    }

    private static void gather(long[][] sources, int[] inputs, int[] rows, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = sources[inputs[i]][rows[i]];
        }
    }

    private static void doubles(FlatVector[] vectors, int[] inputs, int[] rows, int count, double[] target) {
        double[][] sources = new double[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            sources[i] = ((DoubleVector) vectors[i]).values();
        }
        for (int i = 0; i < count; i++) {
            target[i] = sources[inputs[i]][rows[i]];
        }
    }

    private static void decimals(FlatVector[] vectors, int[] inputs, int[] rows, int count, DecimalVector target) {
        long[][] sources = new long[vectors.length][];
        boolean wide = false;
        for (int i = 0; i < vectors.length; i++) {
            DecimalVector vector = (DecimalVector) vectors[i];
            sources[i] = vector.values();
            wide |= vector.wide();
        }
        target.startNarrow();
        gather(sources, inputs, rows, count, target.values());
        if (wide) {
            long[] high = target.startWide();
            for (int i = 0; i < count; i++) {
                high[i] = ((DecimalVector) vectors[inputs[i]]).highWord(rows[i]);
            }
        }
    }

    private static void strings(FlatVector[] vectors, int[] inputs, int[] rows, int count, StringVector target) {
        long[][] sources = new long[vectors.length][];
        int[] heapBases = new int[vectors.length];
        target.clearHeaps();
        for (int i = 0; i < vectors.length; i++) {
            StringVector vector = (StringVector) vectors[i];
            sources[i] = vector.views();
            heapBases[i] = target.addHeaps(vector);
        }
        long[] views = target.views();
        for (int i = 0; i < count; i++) {
            long[] source = sources[inputs[i]];
            long first = source[2 * rows[i]];
            long second = source[2 * rows[i] + 1];
            boolean inline = StringViews.isInline(StringViews.length(first));
            views[2 * i] = first;
            // The heap's number is the low half.
            views[2 * i + 1] = inline ? second : second + heapBases[inputs[i]];
        }
    }
}
