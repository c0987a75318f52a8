// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Names a table to the connector that reads it, in a form that plans can carry: everything a worker needs to open
/// splits, and nothing that ties the plan to a placement.
///
/// @param connector which connector understands it, such as `parquet`, `tpch` or `memory`
/// @param name the table's name as EXPLAIN shows it
/// @param properties what the connector needs, in key order
public record TableHandle(String connector, String name, SortedMap<String, String> properties) {
    public TableHandle {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    public static TableHandle of(String connector, String name, Map<String, String> properties) {
        return new TableHandle(connector, name, new TreeMap<>(properties));
    }
}
