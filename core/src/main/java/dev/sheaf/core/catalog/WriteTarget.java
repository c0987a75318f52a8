// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.type.Schema;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a [dev.sheaf.core.plan.TableWriteNode] writes to.
///
/// @param connector which connector makes the writer
/// @param schema the columns that it takes
/// @param properties what the connector needs, in key order
public record WriteTarget(String connector, String name, Schema schema, SortedMap<String, String> properties) {
    public WriteTarget {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    public static WriteTarget of(String connector, String name, Schema schema, Map<String, String> properties) {
        return new WriteTarget(connector, name, schema, new TreeMap<>(properties));
    }
}
