// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.row.RowLayout;
import java.util.List;

/// An order of the rows of a schema, and how rows to be sorted by it lie in row pages: the words of the normalised key
/// after the first one in the header, then the columns. Immutable.
final class RowOrder {
    private final Schema schema;
    private final List<SortKey> keys;
    private final RowLayout layout;
    private final int wordCount;
    private final boolean exact;
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
        this.exact = encoder.inexact().isEmpty();
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

    RowSorter newSorter(CancellationToken cancellation) {
        return new RowSorter(wordCount, exact, comparator, cancellation);
    }
}
