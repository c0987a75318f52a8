// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Running a task's pipelines: drivers that move chunks, the order in which pipelines start, the end of a task, and
/// what was measured. No operator lives here, and nothing that knows plan nodes.
@NullMarked
package dev.sheaf.exec.driver;

import org.jspecify.annotations.NullMarked;
