// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a table promises or adds beyond its columns' types.
///
/// @param defaults the text of the expression that a column without a value takes, by the column's place
/// @param keys of PRIMARY KEY and UNIQUE
/// @param indexes in the order in which they were made
public record TableConstraints(SortedMap<Integer, String> defaults, List<Key> keys, List<Index> indexes) {
    /// No promises.
    public static final TableConstraints NONE = new TableConstraints(new TreeMap<>(), List.of(), List.of());

    public TableConstraints {
        defaults = Collections.unmodifiableSortedMap(new TreeMap<>(defaults));
        keys = List.copyOf(keys);
        indexes = List.copyOf(indexes);
    }

    /// Columns whose values never repeat, unless one of them is null.
    ///
    /// @param primary whether none of them ever is
    public record Key(List<Integer> columns, boolean primary) {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /// A named index. Every scan reads columns, so it holds no data: it is a name and, when unique, a key.
    public record Index(String name, List<Integer> columns, boolean unique) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /// The sets of columns that must not repeat: those of keys and of unique indexes.
    public List<List<Integer>> unique() {
        List<List<Integer>> unique = new ArrayList<>();
        keys.forEach(key -> unique.add(key.columns()));
        indexes.stream().filter(Index::unique).forEach(index -> unique.add(index.columns()));
        return unique.stream().distinct().toList();
    }

    /// The index of that name, which is compared without case.
    public Optional<Index> index(String name) {
        return indexes.stream().filter(index -> index.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The same with one more index.
    public TableConstraints with(Index index) {
        List<Index> more = new ArrayList<>(indexes);
        more.add(index);
        return new TableConstraints(defaults, keys, more);
    }

    /// The same without an index.
    public TableConstraints without(Index index) {
        List<Index> fewer = new ArrayList<>(indexes);
        fewer.remove(index);
        return new TableConstraints(defaults, keys, fewer);
    }
}
