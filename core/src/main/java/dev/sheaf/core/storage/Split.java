// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.storage;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A piece of a table's scan, small enough to be spread over threads and nodes, in a form that can be sent.
///
/// @param connector which connector opens it
/// @param rowCount about how many rows it has, or -1 where unknown
/// @param byteCount about how many bytes are read for all columns, or -1 where unknown
/// @param properties what the connector needs, in key order
public record Split(String connector, long rowCount, long byteCount, SortedMap<String, String> properties) {
    public Split {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    public static Split of(String connector, long rowCount, long byteCount, Map<String, String> properties) {
        return new Split(connector, rowCount, byteCount, new TreeMap<>(properties));
    }
}
