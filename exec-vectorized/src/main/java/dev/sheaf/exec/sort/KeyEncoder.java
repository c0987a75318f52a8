// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Normalised keys: turns the order columns of a row into 64-bit words whose unsigned, lexicographic order is the rows'
/// order, so that sorting compares and radixes plain numbers (Graefe, "Implementing Sorting in Database Systems",
/// 2006). Fields are packed bit by bit. A string of up to seven bytes is in the key as a whole. A longer one gives its
/// first seven and ends the row's key, the rest of which is zeros: rows whose words are all equal are then compared
/// from that column on by [RowComparator].
///
/// For one thread.
final class KeyEncoder {
    /// Strings of up to so many bytes are in the key as a whole.
    private static final int WHOLE_BYTES_MAX = 7;
    private static final int LENGTH_BITS = 4;

    private final List<KeyField> fields = new ArrayList<>();
    private final List<KeyField> inexact;
    private final int wordCount;
    private long[] values = {};
    /// By row of a batch: all bits, or none when its key has ended.
    private long[] going = {};
    private boolean someEnded;
    private boolean metLongStrings;

    KeyEncoder(List<SortKey> keys, Schema schema) {
        int bits = 0;
        int exactFields = 0;
        for (SortKey key : keys) {
            KeyField field = KeyField.of(key, schema.field(key.column()));
            fields.add(field);
            bits += field.totalBits();
            exactFields += exactFields == fields.size() - 1 && field.kind() != KeyField.Kind.STRING ? 1 : 0;
        }
        this.inexact = List.copyOf(fields.subList(exactFields, fields.size()));
        this.wordCount = Math.max(1, (bits + 63) >>> 6);
    }

    /// How many words a key has.
    int wordCount() {
        return wordCount;
    }

    /// Whether some row that was encoded has a string that isn't in its key as a whole. As long as there is none, rows
    /// with equal words are equal.
    boolean metLongStrings() {
        return metLongStrings;
    }

    /// The fields that equal words may leave open; empty when words always say it all.
    List<KeyField> inexact() {
        return inexact;
    }

    /// Encodes the first words of rows, perhaps fewer than a key has.
    ///
    /// @param rows row numbers of the chunk, or null for the first `count`
    /// @param words per word of the key, `words[w][i]` is for `rows[i]`; only so many words are made as there are
    ///     arrays
    void encode(Chunk chunk, int @Nullable [] rows, int count, long[][] words) {
        if (values.length < count) {
            values = new long[Math.max(count, Chunk.DEFAULT_ROWS)];
        }
        someEnded = false;
        for (long[] word : words) {
            Arrays.fill(word, 0, count, 0);
        }
        int bit = 0;
        for (KeyField field : fields) {
            if (bit >= 64 * words.length) {
                return;
            }
            bit = encode(field, chunk.flat(field.column()), rows, count, bit, words);
        }
    }

    private int encode(
            KeyField field, FlatVector vector, int @Nullable [] rows, int count, int start, long[][] words) {
        int bit = start;
        if (field.nullable()) {
            nullBits(vector.validity(), field.nullsFirst(), rows, count);
            pack(1, bit, count, words);
            bit++;
        }
        switch (vector) {
            case BooleanVector booleans -> booleans(booleans.bits(), rows, count);
            case IntVector ints -> ints(ints.values(), field.bits(), rows, count);
            case LongVector longs -> longs(longs.values(), rows, count);
            case DoubleVector doubles -> doubles(doubles.values(), rows, count);
            case StringVector strings -> strings(strings, rows, count);
            case DecimalVector decimals -> {
                if (field.kind() == KeyField.Kind.WIDE_DECIMAL) {
                    return wideDecimals(field, decimals, rows, count, bit, words);
                }
                longs(decimals.values(), rows, count);
            }
        }
        finish(field, vector.validity(), field.bits(), rows, count);
        pack(field.bits(), bit, count, words);
        if (vector instanceof StringVector strings) {
            endLong(strings, rows, count);
        }
        return bit + field.bits();
    }

    /// Ends the keys of rows with long strings.
    private void endLong(StringVector source, int @Nullable [] rows, int count) {
        if (going.length < count) {
            going = new long[values.length];
        }
        if (!someEnded) {
            Arrays.fill(going, 0, count, -1L);
        }
        long[] views = source.views();
        long all = -1;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            // All bits for lengths of up to seven.
            long whole = source.isNull(row) ? -1 : StringViews.length(views[2 * row]) - WHOLE_BYTES_MAX - 1L >> 63;
            going[i] &= whole;
            all &= whole;
        }
        someEnded |= all == 0;
        metLongStrings |= someEnded;
    }

    private int wideDecimals(
            KeyField field, DecimalVector vector, int @Nullable [] rows, int count, int start, long[][] words) {
        int bit = start;
        // One loop rather than three times its body, which is long once all is inlined and slow to compile.
        for (int part = 0; part < 3; part++) {
            int bits = part == 0 ? 63 : 64;
            wideDecimalPart(vector, part, rows, count);
            finish(field, vector.validity(), bits, rows, count);
            pack(bits, bit, count, words);
            bit += bits;
        }
        return bit;
    }

    /// First the value where it is narrow, so that this mostly decides; then the high words and the low ones.
    private void wideDecimalPart(DecimalVector vector, int part, int @Nullable [] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long low = vector.values()[row];
            long high = vector.highWord(row);
            values[i] = part == 0 ? clamp(low, high) : part == 1 ? high ^ Long.MIN_VALUE : low;
        }
    }

    /// The value as an unsigned 63-bit number, all that are too large or too small as the largest or smallest.
    private static long clamp(long low, long high) {
        long limit = 1L << 62;
        long value = high == low >> 63 ? Math.clamp(low, -limit, limit - 1) : high < 0 ? -limit : limit - 1;
        return value + limit;
    }

    private void nullBits(long @Nullable [] validity, boolean nullsFirst, int @Nullable [] rows, int count) {
        long valid = nullsFirst ? 1 : 0;
        if (validity == null) {
            Arrays.fill(values, 0, count, valid);
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            values[i] = (validity[row >> 6] >>> row & 1) ^ valid ^ 1;
        }
    }

    private void booleans(long[] source, int @Nullable [] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            values[i] = source[row >> 6] >>> row & 1;
        }
    }

    private void ints(int[] source, int bits, int @Nullable [] rows, int count) {
        long sign = 1L << (bits - 1);
        for (int i = 0; i < count; i++) {
            values[i] = source[rows == null ? i : rows[i]] + sign;
        }
    }

    private void longs(long[] source, int @Nullable [] rows, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = source[rows == null ? i : rows[i]] ^ Long.MIN_VALUE;
        }
    }

    private void doubles(double[] source, int @Nullable [] rows, int count) {
        for (int i = 0; i < count; i++) {
            // Adding 0.0 makes -0.0 equal to 0.0; doubleToLongBits makes all NaNs one, above infinity.
            long bits = Double.doubleToLongBits(source[rows == null ? i : rows[i]] + 0.0);
            values[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
        }
    }

    private void strings(StringVector source, int @Nullable [] rows, int count) {
        long[] views = source.views();
        MemorySegment[] heaps = source.heaps();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            values[i] = source.isNull(row)
                    ? 0
                    : StringViews.orderedPrefix(views[2 * row], views[2 * row + 1], heaps) >>> 8 << LENGTH_BITS
                            | Math.min(StringViews.length(views[2 * row]), WHOLE_BYTES_MAX + 1);
        }
    }

    /// Turns the order round where it is descending, and makes nulls all alike.
    private void finish(
            KeyField field, long @Nullable [] validity, int bits, int @Nullable [] rows, int count) {
        if (field.descending()) {
            long mask = -1L >>> (64 - bits);
            for (int i = 0; i < count; i++) {
                values[i] = ~values[i] & mask;
            }
        }
        if (validity != null) {
            for (int i = 0; i < count; i++) {
                if (!Bits.get(validity, rows == null ? i : rows[i])) {
                    values[i] = 0;
                }
            }
        }
    }

    /// Writes the values, each so many bits wide, at a bit of the key, counted from the top.
    private void pack(int bits, int bit, int count, long[][] words) {
        int word = bit >> 6;
        int free = 64 - (bit & 63);
        if (word >= words.length) {
            return;
        }
        if (someEnded) {
            for (int i = 0; i < count; i++) {
                values[i] &= going[i];
            }
        }
        long[] first = words[word];
        if (bits <= free) {
            int shift = free - bits;
            for (int i = 0; i < count; i++) {
                first[i] |= values[i] << shift;
            }
            return;
        }
        int spill = bits - free;
        for (int i = 0; i < count; i++) {
            first[i] |= values[i] >>> spill;
        }
        if (word + 1 < words.length) {
            long[] second = words[word + 1];
            for (int i = 0; i < count; i++) {
                second[i] |= values[i] << (64 - spill);
            }
        }
    }
}
