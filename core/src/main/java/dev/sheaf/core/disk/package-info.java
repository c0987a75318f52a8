// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The disk SPI.
/// No file format and no implementation lives here.
@NullMarked
package dev.sheaf.core.disk;

import org.jspecify.annotations.NullMarked;
