// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import java.util.List;

/// The names that exist where the prompt's connection leads. Asked on a press of the Tab key only.
interface NameSource {
    /// Names that are known at one moment.
    ///
    record Names(List<KnownTable> tables, List<String> functions) {
        static final Names NONE = new Names(List.of(), List.of());
    }

    /// @param schema  empty where there is none
    record KnownTable(String schema, String name, List<String> columns) {}

    Names names();
}
