// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The task SPI: what a worker is told to run, and how it tells what became of it.
/// No operator and no cluster logic lives here.
@NullMarked
package dev.sheaf.core.task;

import org.jspecify.annotations.NullMarked;
