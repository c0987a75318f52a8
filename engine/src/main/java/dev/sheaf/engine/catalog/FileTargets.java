// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.type.Schema;
import java.util.Map;

/// Finds what writes the file that COPY ... TO names.
public interface FileTargets {
    /// @param options as written, names in lower case
    /// @throws dev.sheaf.core.error.SheafException when the format isn't known or an option is wrong
    WriteTarget target(String path, Map<String, String> options, Schema schema);
}
