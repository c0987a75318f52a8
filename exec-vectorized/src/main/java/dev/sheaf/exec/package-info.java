// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Runs fragments of a plan over batches: operators, kernels, pipelines. Nothing here parses SQL, opens a file or
/// knows on which worker it runs.
@NullMarked
package dev.sheaf.exec;

import org.jspecify.annotations.NullMarked;
