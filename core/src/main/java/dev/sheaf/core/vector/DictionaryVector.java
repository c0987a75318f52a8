// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values as row numbers (codes) of a flat base. Nulls are those of the base, and those of an optional bitmap over the
/// rows. Codes of two vectors may be compared only when they have the same base object, filled once.
public final class DictionaryVector extends Vector {
    private static final int[] NO_CODES = {};

    private @Nullable FlatVector base;
    private int[] codes = NO_CODES;
    private long @Nullable [] validity;
    private boolean unique;
    private @Nullable FlatVector flat;
    private boolean flatValid;

    public DictionaryVector(DataType type) {
        super(type);
    }

    /// Gives the vector new contents.
    ///
    /// @param codes valid row numbers of the base, for null rows too; borrowed as long as the contents are
    /// @param validity bitmap of rows that aren't null, or null when the base alone decides
    /// @param unique whether the base is a dictionary: every value once, shared by many chunks, so that work on the
    /// base pays
    public void reset(FlatVector base, int[] codes, long @Nullable [] validity, boolean unique) {
        this.base = base;
        this.codes = codes;
        this.validity = validity;
        this.unique = unique;
        this.flatValid = false;
    }

    public FlatVector base() {
        if (base == null) {
            throw new IllegalStateException("dictionary vector without contents");
        }
        return base;
    }

    public int[] codes() {
        return codes;
    }

    /// Nulls beside those of the base, or null for none.
    public long @Nullable [] validity() {
        return validity;
    }

    /// Whether the base holds every value once and outlives the chunk.
    public boolean unique() {
        return unique;
    }

    @Override
    public FlatVector flatten(int rowCount) {
        FlatVector from = base();
        if (flat == null) {
            flat = FlatVector.allocate(type(), rowCount);
        }
        if (!flatValid) {
            flat.ensureCapacity(rowCount);
            flat.gather(from, codes, rowCount);
            if (validity != null) {
                long[] fromBase = flat.validity();
                long[] own = fromBase == null ? null : Arrays.copyOf(fromBase, Bits.words(rowCount));
                Bits.and(own, validity, flat.startUndefinedValidity(rowCount), rowCount);
            }
            flatValid = true;
        }
        return flat;
    }
}
