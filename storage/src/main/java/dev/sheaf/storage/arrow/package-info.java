// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Reads and writes the Arrow IPC formats, file and stream, from and to the disk SPI.
/// Arrow's own reader and writer may not enter: they need a flag on the command line that an embedding program lacks.
@NullMarked
package dev.sheaf.storage.arrow;

import org.jspecify.annotations.NullMarked;
