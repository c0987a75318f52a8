// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.row.RowLayout;
import java.util.List;

/// An order of the rows of a schema, and how rows to be sorted by it lie in row pages: the words of the normalised key
/// after the first one in the header, then the columns. Knows whether the keys of the rows met so far say it all; safe
/// for use by many threads.
final class RowOrder {
    private final Schema schema;
    private final List<SortKey> keys;
    private final RowLayout layout;
    private final int wordCount;
    private final boolean alwaysExact;
    private volatile boolean longStrings;
    private final RowComparator comparator;

    RowOrder(Schema schema, List<SortKey> keys) {
        this(schema, keys, false);
    }

    /// @param keepsFirstWord whether the first word stands in the header too, behind the others
    RowOrder(Schema schema, List<SortKey> keys, boolean keepsFirstWord) {
        KeyEncoder encoder = new KeyEncoder(keys, schema);
        this.schema = schema;
        this.keys = List.copyOf(keys);
        this.wordCount = encoder.wordCount();
        this.alwaysExact = encoder.inexact().isEmpty();
        this.layout = new RowLayout(schema, 8 * (keepsFirstWord ? wordCount : wordCount - 1));
        this.comparator = new RowComparator(layout, encoder.inexact());
    }

    RowLayout layout() {
        return layout;
    }

    int wordCount() {
        return wordCount;
    }

    /// Where a word of the key stands in a row; the first one only if it is kept.
    long wordOffset(int word) {
        return 8L * (word == 0 ? wordCount - 1 : word - 1);
    }

    KeyEncoder newEncoder() {
        return new KeyEncoder(keys, schema);
    }

    /// Says what an encoder has met, before its rows are sorted or merged.
    void note(KeyEncoder encoder) {
        if (encoder.metLongStrings() && !longStrings) {
            longStrings = true;
        }
    }

    /// Says that rows of the same keys come from another order.
    void note(RowOrder other) {
        if (other.longStrings && !longStrings) {
            longStrings = true;
        }
    }

    /// Whether rows with equal words are equal, those that were noted by now.
    boolean exact() {
        return alwaysExact || !longStrings;
    }

    RowSorter newSorter(CancellationToken cancellation) {
        return new RowSorter(this, comparator, cancellation);
    }
}
